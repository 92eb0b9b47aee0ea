"""`prepare`: the pipeline alone, JSON Lines in, JSON Lines out, in order."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated, BinaryIO

import typer

from bot.services.preparing import Trouble, Workshop
from bot.services.wire import broken_line, prepare_line, prepare_lines


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("prepare")(prepare)


def prepare(
    jobs: Annotated[int, typer.Option(help="Worker processes.", min=1, max=64)] = 1,
) -> int:
    """Prepare documents from standard input: one JSON object a line in, one a line out."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    failed = _alone(source, target) if jobs == 1 else asyncio.run(_together(source, target, jobs))
    target.flush()
    return 1 if failed else 0


def _alone(source: BinaryIO, target: BinaryIO) -> int:
    failed = 0
    for line in source:
        answer, good = prepare_line(line)
        target.write(answer)
        target.flush()
        failed += not good
    return failed


async def _together(source: BinaryIO, target: BinaryIO, jobs: int) -> int:
    failed = 0
    async with Workshop(prepare_lines, jobs, weigh=len) as workshop:
        async for line, result in workshop.map(source):
            answer, good = broken_line(line, result.reason) if isinstance(result, Trouble) else result
            target.write(answer)
            failed += not good
    return failed
