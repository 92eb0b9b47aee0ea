"""What digests did and where their messages stand, in rows: for `/digest show` and `/admin status`. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.agenda import Parcel
from bot.core.delivery import State
from bot.core.digests import Edition, Fate
from bot.core.reply import TextRow
from bot.core.wallclock import wall_at

ORDER = (State.DUE, State.LEASED, State.SENT, State.GONE, State.GIVEN_UP)
WORDS = {
    State.DUE: "to be sent",
    State.LEASED: "being sent",
    State.SENT: "sent",
    State.GONE: "not sent, its channel is closed",
    State.GIVEN_UP: "given up",
}


def edition_rows(editions: Sequence[Edition], zone: ZoneInfo) -> tuple[TextRow, ...]:
    """What was done for each slot and why, the latest first."""
    return tuple(TextRow(_edition(edition, zone), _time(edition.at, zone)) for edition in editions)


def _edition(edition: Edition, zone: ZoneInfo) -> str:
    since = f"since {_time(edition.since, zone)}"
    if edition.fate is Fate.MISSED:
        return f"missed, and left out by its own rule; made {_time(edition.written, zone)}"
    new, updated = len(edition.new), len(edition.updated)
    came = f"{_count(edition.arrived, 'article') if edition.arrived else 'no article'} came in {since}"
    told = f"{_count(new, 'new article')} of {_count(edition.arrived, 'article')} that came in {since}"
    said = [told, f"{updated:,} updated"] if updated else [told]
    if edition.fate is Fate.SILENT:
        said = [f"silent: nothing new on its topics; {came}"]
    elif not new:
        nothing = f"no new article on its topics, {updated:,} updated" if updated else "said that nothing is new"
        said = [f"{nothing}; {came}"]
    if edition.first != edition.slot:
        said.append(f"for all slots from {slot_words(edition.first, zone)} on")
    if edition.late:
        said.append(f"late: made {_time(edition.written, zone)}")
    return " · ".join(said)


def parcel_rows(parcels: Sequence[Parcel], zone: ZoneInfo) -> tuple[TextRow, ...]:
    """Where messages stand: state, attempts and reason."""
    return tuple(TextRow(_parcel(parcel, zone), _label(parcel, zone)) for parcel in parcels)


def _label(parcel: Parcel, zone: ZoneInfo) -> str:
    delivery = parcel.delivery
    part = f", part {delivery.part + 1}" if delivery.part else ""
    return f"{slot_words(delivery.slot, zone)}{part}"


def slot_words(key: str, zone: ZoneInfo) -> str:
    """A slot as people say it: one that is counted in UTC in this zone, one of a wall clock as that clock shows it."""
    said = key.partition("#")[0]
    counted = said.endswith("Z")
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return said.replace("T", " ")
    return _time(at, zone) if counted else f"{at:%a %-d %b, %H:%M}"


def _parcel(parcel: Parcel, zone: ZoneInfo) -> str:
    delivery = parcel.delivery
    said = [WORDS[delivery.state], _count(delivery.attempts, "attempt")]
    said += [delivery.reason] if delivery.reason else []
    said += [f"next try {_time(delivery.ready, zone)}"] if delivery.state is State.DUE and delivery.attempts else []
    return " · ".join([*said, parcel.letter.room.key])


def states_words(states: Mapping[str, int]) -> str:
    """How many messages are in each state: "3 to be sent, 210 sent"."""
    said = [f"{states[state]:,} {WORDS[state]}" for state in ORDER if states.get(state)]
    return ", ".join(said) or "none yet"


def _time(at: datetime, zone: ZoneInfo) -> str:
    return f"{wall_at(at, zone):%a %-d %b, %H:%M}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
