"""JSON Lines in, JSON Lines out, in order; loads nothing but what one process needs for it, since that time counts."""

from __future__ import annotations

import sys
from typing import BinaryIO

from bot.services.attempting import collect_seldom
from bot.services.wire import broken_line, prepare_line, prepare_lines


def pipe(jobs: int) -> int:
    """Prepare what comes in on standard input, by so many worker processes; returns the exit status."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    failed = _alone(source, target) if jobs == 1 else _together(source, target, jobs)
    target.flush()
    return 1 if failed else 0


def _alone(source: BinaryIO, target: BinaryIO) -> int:
    collect_seldom()
    failed = 0
    for line in source:
        answer, good = prepare_line(line)
        target.write(answer)
        target.flush()
        failed += not good
    return failed


def _together(source: BinaryIO, target: BinaryIO, jobs: int) -> int:
    # Workers and what speaks to them take longer to load than most runs of one process last.
    import asyncio  # noqa: PLC0415

    return asyncio.run(_shared_out(source, target, jobs))


async def _shared_out(source: BinaryIO, target: BinaryIO, jobs: int) -> int:
    from bot.services.preparing import Trouble, Workshop  # noqa: PLC0415

    failed = 0
    async with Workshop(prepare_lines, jobs, weigh=len) as workshop:
        async for line, result in workshop.map(source):
            answer, good = broken_line(line, result.reason) if isinstance(result, Trouble) else result
            target.write(answer)
            failed += not good
    return failed
