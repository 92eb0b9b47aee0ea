"""The one place where parts are made and joined."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from types import ModuleType

import commands
from bot import DEBUG
from bot.charts.worker import draw_charts
from bot.core.carrying import Carrier
from bot.core.charts import Draughtsman
from bot.core.command import Command
from bot.core.keeper import Keeper
from bot.core.ports import Store
from bot.core.stewardship import SourceKeeper, Steward
from bot.dispatch import Dispatcher, Door, Helpers, Observer, OpenDoor, Unobserved
from bot.logs import configure
from bot.services.compiling import Compiler
from bot.services.examining import StoreExaminer
from bot.services.exporting import StoreExporter
from bot.services.forgetting import StoreForgetter
from bot.services.illustrating import Illustrator
from bot.services.ingesting import Preparer
from bot.services.library import StoreLibrary
from bot.services.looking import Looker
from bot.services.naming import StoreNamer
from bot.services.overseeing import StoreOverseer
from bot.services.planning import StorePlanner
from bot.services.portions import weight_of
from bot.services.preparing import Workshop, default_jobs, prepare_documents
from bot.services.reading import work
from bot.services.reindexing import StoreReindexer
from bot.services.repreparing import Renewers, renew_documents, weight_of_task
from bot.services.standby import OnCall, Standby
from bot.services.tending import Means, StoreKeeper
from bot.services.watch_planning import Terms
from bot.settings import Settings
from bot.store import BUSY_SECONDS, open_store, utc_now

REMEMBERED = 512
DRAWING_SECONDS = 10.0
ORDER = (
    *("brief", "figures", "people", "timeline", "compare", "find", "latest", "sources", "article", "why"),
    *("digest", "watch", "help"),
)


@dataclass(frozen=True, slots=True)
class Planning:
    """What digests and watches are set up with: the platforms of this process by name, and what the settings say."""

    carriers: Mapping[str, Carrier] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    clock: Callable[[], datetime] = utc_now


def planning_of(settings: Settings, carriers: Mapping[str, Carrier] | None = None) -> Planning:
    """By the settings; `carriers` may be filled later."""
    terms = Terms(settings.digest_min_seconds, settings.timezone, settings.digests_by == "members")
    return Planning({} if carriers is None else carriers, terms)


def discover() -> tuple[Command, ...]:
    """Every command in `commands/`, the ones people use most first."""
    modules = [importlib.import_module(f"commands.{found.name}") for found in pkgutil.iter_modules(commands.__path__)]
    listed = [command for module in modules for command in _commands_of(module)]
    return tuple(sorted(listed, key=_place))


def _place(command: Command) -> tuple[int, str]:
    """Its place in the list; the parts of a group that has one stand as they are defined."""
    head = command.group or command.name
    return (ORDER.index(head), "") if head in ORDER else (len(ORDER), command.name)


def _commands_of(module: ModuleType) -> tuple[Command, ...]:
    """A command module has one `COMMAND`, or for a group its parts as `COMMANDS`."""
    return getattr(module, "COMMANDS", None) or (module.COMMAND,)


@asynccontextmanager
async def opened(url: str, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> AsyncIterator[Store]:
    """The store at an address, closed at the end."""
    store = await open_store(url, read_only=read_only, busy_seconds=busy_seconds)
    try:
        yield store
    finally:
        await store.close()


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may ask, who is told of every answer, and what every answer must say now."""

    door: Door = field(default_factory=OpenDoor)
    observer: Observer = field(default_factory=Unobserved)
    warning: Callable[[], str | None] = lambda: None


def dispatcher(
    store: Store,
    gate: Gate | None = None,
    *,
    remembers: int = REMEMBERED,
    sources: SourceKeeper | None = None,
    planning: Planning | None = None,
    draughtsman: Draughtsman | None = None,
) -> Dispatcher:
    """All commands over a store; without `sources`, these are added as the defaults of the settings allow."""
    from bot.pipeline.steps import fingerprint  # noqa: PLC0415

    library = StoreLibrary(store, StoreNamer(store), fingerprint())
    planning = planning or Planning()
    planner = StorePlanner(
        store, Compiler(store, StoreNamer(store)), library, planning.carriers, planning.clock, planning.terms
    )
    steward = Steward(
        StoreOverseer(store, fingerprint()),
        StoreReindexer(store),
        keeper(store),
        sources or source_keeper(store),
    )
    gate = gate or Gate()
    helpers = Helpers(gate.door, gate.observer, steward, store, remembers, gate.warning, planner, draughtsman)
    return Dispatcher(discover(), library, lambda: datetime.now(UTC).date(), helpers)


def keeper(store: Store) -> Keeper:
    """Who keeps a store."""
    from bot.pipeline.steps import fingerprint  # noqa: PLC0415

    names = StoreNamer(store)
    examiner = StoreExaminer(store, names, fingerprint())
    return Keeper(StoreForgetter(store), names, StoreExporter(store, names), examiner)


def source_keeper(store: Store, *, private: bool = False, named: tuple[str, ...] = ()) -> SourceKeeper:
    """A keeper for a process that does not follow sources itself: what it adds, the running bot asks."""
    return StoreKeeper(store, Means(partial(looking, private=private), utc_now, named))


@asynccontextmanager
async def looking(*, private: bool) -> AsyncIterator[Looker]:
    """Eyes for one look at an address."""
    from bot.sources.fetching import GuardedFetcher  # noqa: PLC0415 - most calls fetch nothing

    standby = source_workers(1)
    async with GuardedFetcher(private=private) as fetcher:
        try:
            yield Looker(fetcher, standby)
        finally:
            await standby.close()


def source_workers(jobs: int | None = None) -> Standby:
    """Workers for followed sources, there when they are needed."""
    return Standby(lambda: Workshop(work, jobs or default_jobs(), chunk=4))


@asynccontextmanager
async def drawing() -> AsyncIterator[Draughtsman]:
    """Who draws charts, with a worker that comes with the first of them."""
    illustrator = Illustrator(OnCall(lambda: Workshop(draw_charts, 1, chunk=1, seconds=DRAWING_SECONDS)))
    try:
        yield illustrator
    finally:
        await illustrator.close()


def settle() -> None:
    """Take what lives as long as the process out of the garbage collector's sight.

    A full collection walks every object and cost 20 ms in the middle of one answer in fifty; what an answer itself
    leaves behind is small and has no cycles.
    """
    gc.collect()
    gc.freeze()


def workshop(jobs: int | None = None) -> Preparer:
    """Workers for the pipeline."""
    return Workshop(prepare_documents, jobs or default_jobs(), weigh=weight_of)


def renewers(jobs: int | None = None) -> Renewers:
    """Workers that prepare again what is stored."""
    return Workshop(renew_documents, jobs or default_jobs(), weigh=weight_of_task)


def settings() -> Settings:
    """The settings of this process, with its logs set up by them."""
    loaded = Settings.load()
    _log(loaded, loaded.log_level)
    return loaded


def hush(loaded: Settings) -> None:
    """Let the log keep to warnings, as is due beside a chat, unless the settings say what it is to tell."""
    if "log_level" not in loaded.model_fields_set:
        _log(loaded, "WARNING")


def _log(loaded: Settings, level: str) -> None:
    configure(level, loaded.log_format, debug=bool(os.environ.get(DEBUG)))
