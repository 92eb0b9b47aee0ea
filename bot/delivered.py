"""Where the parts that make and send digests and watches are joined, for the running bot and the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.carrying import Carrier
from bot.core.ports import Store
from bot.core.stats import Journal
from bot.services.alerting import Alerter
from bot.services.compiling import Compiler
from bot.services.couriering import Courier, Desk
from bot.services.heralding import fault_notices
from bot.services.naming import StoreNamer
from bot.services.scheduling import Scheduler
from bot.settings import Settings
from bot.store import utc_now


@dataclass(frozen=True, slots=True)
class Delivering:
    """What brings digests and watches to the rooms of the platforms of this process."""

    scheduler: Scheduler
    alerter: Alerter
    courier: Courier

    async def run(self, stop: asyncio.Event) -> None:
        """Make and send until `stop`."""
        await asyncio.gather(self.scheduler.run(stop), self.alerter.run(stop), self.courier.run(stop))


def delivering(
    settings: Settings,
    store: Store,
    carriers: Mapping[str, Carrier],
    journal: Journal,
    clock: Callable[[], datetime] = utc_now,
) -> Delivering:
    """The parts; `clock` stands for the real one in measuring."""
    names = StoreNamer(store)
    courier = Courier(Desk(store, carriers, clock, journal, fault_notices(settings.admins)))
    return Delivering(
        Scheduler(store, Compiler(store, names), carriers, clock, courier.nudge),
        Alerter(store, names, carriers, clock, courier.nudge),
        courier,
    )
