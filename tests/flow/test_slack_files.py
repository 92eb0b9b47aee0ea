"""Files in answers on Slack: where the answer is, or in the asker's direct messages; once, whatever happens."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.flow.inside import CHART, LARGE, TABLE, Inside
from tests.flow.slack_inside import quick, slack_inside
from tests.loopback.slack import ANNA, DESK, Message, Slack

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("quick")]

__all__ = ["quick"]

ADDRESS, UPLOAD, COMPLETE = "files.getUploadURLExternal", "/upload/v1/", "files.completeUploadExternal"
UNTAKEN = ("429", "500", "503", "reset-before")
TAKEN = ("502-after", "reset-after", "reset-middle", "silent-after")
FAULTS = (*UNTAKEN, *TAKEN)
BOTH = ["chart.png", "figures-of-2024.csv"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Slack, Inside]]:
    """One server and one platform for all tests of this module."""
    async with slack_inside(tmp_path_factory.mktemp("slack")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def slack(running: tuple[Slack, Inside]) -> AsyncIterator[Slack]:
    """The server, without faults at the beginning and at the end."""
    running[0].violations.clear()
    yield running[0]
    running[0].faults.clear()
    running[0].access.scopes.add("files:write")


def shown(slack: Slack, channel: str, since: int) -> list[list[str]]:
    """The names of the files of each message that has some, in a channel, from the message number `since` on."""
    said = slack.world.said_in(channel)[since:]
    return [[file["name"] for file in message.files] for message in said if message.files]


def direct(slack: Slack) -> str:
    """The asker's direct conversation."""
    return slack.world.direct(ANNA).id


async def test_files_for_one_go_to_their_direct_messages(slack: Slack) -> None:
    """An answer that one person sees says in one line where its files are; nothing is in the channel."""
    before = len(slack.world.said_in(direct(slack)))
    call = await slack.command("/brief", "attach small")
    await call.finished(when=lambda _: shown(slack, direct(slack), before))

    assert [BOTH] == shown(slack, direct(slack), before)
    assert 1 == call.words.count("chart.png, figures-of-2024.csv comes in your direct messages")
    assert [] == slack.channel(DESK).messages
    uploads = list(slack.state.uploads.values())[-2:]
    assert [CHART.data, TABLE.data] == [upload["content"] for upload in uploads]
    assert [CHART.alt, None] == [upload.get("alt_txt") for upload in uploads]
    assert [] == slack.violations


async def test_files_for_all_are_in_the_thread(slack: Slack) -> None:
    """A mention's answer has them under it, and no line about them."""
    call = await slack.mention("attach small")
    await call.finished(when=lambda call: any(message.files for message in call.messages))
    (files,) = [message for message in call.messages if message.files]

    assert BOTH == [file["name"] for file in files.files]
    assert call.thread_ts == files.thread_ts
    assert "direct messages" not in call.words
    assert [] == slack.violations


async def test_files_in_a_direct_conversation(slack: Slack) -> None:
    """Asked there, answered there."""
    before = len(slack.world.said_in(direct(slack)))
    await (await slack.direct("attach large")).finished(when=lambda _: shown(slack, direct(slack), before))

    assert [["large.bin"]] == shown(slack, direct(slack), before)
    assert LARGE.data == list(slack.state.uploads.values())[-1]["content"]
    assert [] == slack.violations


async def test_posting_to_the_channel_brings_the_files(slack: Slack) -> None:
    """Who posts an answer for all posts its files too."""
    call = await (await slack.command("/brief", "attach small")).finished()
    before = len(slack.world.said_in(DESK))
    await slack.press(call.messages[0], "Post to channel")
    await slack.until(lambda: shown(slack, DESK, before))

    assert [BOTH] == shown(slack, DESK, before)
    assert [] == slack.violations


@pytest.mark.parametrize(
    ("step", "kind"),
    [(ADDRESS, "500"), (ADDRESS, "reset-after"), *((step, kind) for step in (UPLOAD, COMPLETE) for kind in FAULTS)],
)
async def test_files_are_there_once(slack: Slack, step: str, kind: str) -> None:
    """Each step may fail before or after it is taken: the files are shown, in one message."""
    before = len(slack.requests(COMPLETE)), len(slack.requests("conversations.replies"))
    fault = slack.faults.add(step, kind)
    call = await slack.mention("attach small")
    await call.finished(when=lambda call: any(message.files for message in call.messages))
    doubted = step == COMPLETE and kind in (*TAKEN, "reset-before")
    await slack.until(lambda: not doubted or len(slack.requests("conversations.replies")) > before[1])

    assert 1 == fault.hits
    assert [BOTH] == [[file["name"] for file in message.files] for message in call.messages if message.files]
    assert [] == slack.violations


async def test_no_right_to_bring_files_is_one_line(slack: Slack) -> None:
    """Without the scope the answer is there, and the asker hears why the files are not."""
    slack.access.scopes.discard("files:write")
    for asked in (slack.mention("attach small"), slack.command("/brief", "attach small")):
        call = await asked
        await call.finished(when=lambda call: "could not be brought" in call.words)
        assert "as asked" in call.words
        assert 1 == call.words.count("could not be brought. I lack a permission")
        line: list[Message] = [message for message in call.messages if "could not be brought" in message.words]
        assert [ANNA] == [message.only_for for message in line]
