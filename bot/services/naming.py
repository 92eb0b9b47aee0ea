"""Names that mean the same: those that come with the program, with what admins of a store have changed.

A change counts at once in every process: each reads the names again when the store's version has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.errors import UserError
from bot.core.keeper import Names
from bot.core.keeping import AliasPair
from bot.core.ports import Store
from bot.pipeline.terms import stems_of
from bot.services.asking import LONGEST_ALIAS, Aliases, shipped_names

LONGEST = 100
MOST = 1000

Group = tuple[str, ...]


class StoreNamer:
    """The names of one store; `shipped` are those that come with the program."""

    def __init__(self, store: Store, shipped: Sequence[Group] | None = None) -> None:
        self._store = store
        self._shipped = tuple(shipped_names() if shipped is None else shipped)
        self._known = (-1, Aliases({}))

    async def current(self) -> Aliases:
        """The names as they are now, read again only when the store has changed."""
        version = await self._store.version()
        if version != self._known[0]:
            self._known = (version, Aliases.of(grouped(self._shipped, await self._store.aliases())))
        return self._known[1]

    async def names(self) -> Names:
        """All names, those that come with the program apart."""
        pairs = await self._store.aliases()
        groups = grouped(self._shipped, pairs)
        set_here = {pair.name for pair in pairs if pair.means}
        own = tuple(group for group in groups if set_here & set(group))
        return Names(
            shipped=tuple(group for group in groups if group not in own and len(group) > 1),
            own=own,
            off=tuple(pair.name for pair in pairs if not pair.means),
        )

    async def add(self, name: str, means: str) -> Group:
        """Let a name mean the same as another; all names of the thing."""
        name, means = read_name(name), read_name(means)
        pairs = await self._store.aliases()
        add, drop = added(self._shipped, pairs, name, means)
        await self._store.set_aliases(add, drop)
        return _home(grouped(self._shipped, await self._store.aliases()), name) or (name, means)

    async def remove(self, name: str) -> str:
        """Let a name mean nothing else any more; in one line what that did."""
        name = read_name(name)
        pairs = await self._store.aliases()
        add, drop = removed(self._shipped, pairs, name)
        await self._store.set_aliases(add, drop)
        left = [other for other in _home(grouped(self._shipped, pairs), name) if not _alike(other, name)]
        came = " It comes with the program and is put off here." if any(not pair.means for pair in add) else ""
        return f"'{name}' no longer means the same as {', '.join(left)}.{came}"


def read_name(typed: str) -> str:
    """A name as typed, without quotes; `UserError` where it cannot be one."""
    name = " ".join(typed.replace('"', " ").split())
    if not name:
        raise UserError('A name is missing. Try /admin alias name:DPRK means:"North Korea".')
    if len(name) > LONGEST or len(stems_of(name)) > LONGEST_ALIAS:
        raise UserError(f"'{name[:40]} …' is too long for a name; {LONGEST_ALIAS} words are the most.")
    if not stems_of(name):
        raise UserError(f"'{name}' has no word that is searched for.")
    return name


def grouped(shipped: Sequence[Group], pairs: Sequence[AliasPair]) -> list[Group]:
    """The names of each thing, after what was put off and what was set."""
    off = {stems_of(pair.name) for pair in pairs if not pair.means}
    groups = [tuple(name for name in names if stems_of(name) not in off) for names in shipped]
    for pair in pairs:
        if pair.means:
            both = (*_home(groups, pair.means), pair.means, *_home(groups, pair.name), pair.name)
            joined = _once(both)
            groups = [group for group in groups if not _in(group, pair.means) and not _in(group, pair.name)]
            groups.append(joined)
    return [group for group in groups if group]


def added(
    shipped: Sequence[Group], pairs: Sequence[AliasPair], name: str, means: str
) -> tuple[list[AliasPair], list[AliasPair]]:
    """What to add and to drop so that `name` means the same as `means`; `UserError` where it must not."""
    if _alike(name, means):
        raise UserError(f"'{name}' and '{means}' are found as the same words already.")
    if len(pairs) >= MOST:
        raise UserError(f"{MOST:,} names were set here, which is the most; take some away first.")
    groups = grouped(shipped, pairs)
    one, other = _home(groups, name), _home(groups, means)
    if one and _in(one, means):
        raise UserError(f"'{name}' and '{means}' mean the same already.", "/admin alias")
    if len(one) > 1 and len(other) > 1:
        same = next(known for known in one if not _alike(known, name))
        raise UserError(
            f"'{name}' means the same as '{same}' already, and a name means one thing. Take it away first: "
            f'/admin alias remove:"{name}"',
            f'/admin alias remove:"{name}"',
        )
    back = [pair for pair in pairs if not pair.means and _alike(pair.name, name)]
    if back and any(_in(group, name) and _in(group, means) for group in shipped):
        return [], back
    return [AliasPair(name, means)], []


def removed(shipped: Sequence[Group], pairs: Sequence[AliasPair], name: str) -> tuple[list[AliasPair], list[AliasPair]]:
    """What to add and to drop so that `name` means nothing else; its other names go on meaning the same."""
    if len(_home(grouped(shipped, pairs), name)) < 2:
        raise UserError(f"'{name}' means the same as no other name here.", "/admin alias")
    drop = [pair for pair in pairs if pair.means and (_alike(pair.name, name) or _alike(pair.means, name))]
    others = [other for pair in drop for other in (pair.name, pair.means) if not _alike(other, name)]
    # The names on both sides were one thing by way of this name alone.
    add = [AliasPair(other, others[0]) for other in others[1:] if not _alike(other, others[0])]
    in_program = any(_in(group, name) for group in shipped)
    stays = [group for group in shipped if _in(group, name)]
    if in_program and others:
        kept = next((known for group in stays for known in group if not _alike(known, name)), None)
        add += [AliasPair(others[0], kept)] if kept and not _alike(kept, others[0]) else []
    return [*add, *([AliasPair(name)] if in_program else [])], drop


def _once(names: Iterable[str]) -> Group:
    """Each name as it is written first."""
    found: dict[tuple[str, ...], str] = {}
    for name in names:
        found.setdefault(stems_of(name), name)
    return tuple(found.values())


def _home(groups: Sequence[Group], name: str) -> Group:
    """The names that mean the same as this one, itself among them; none where it means nothing else."""
    return next((group for group in groups if _in(group, name)), ())


def _in(group: Group, name: str) -> bool:
    return any(_alike(known, name) for known in group)


def _alike(one: str, other: str) -> bool:
    return stems_of(one) == stems_of(other)
