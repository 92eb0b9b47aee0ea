"""The running bot on Discord: every command, what can be pressed, chosen and filled in, and who may."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.flow.discord_desk import HOSTILE, LONG_NAME, Desk, opened_desk
from tests.loopback.discord import Channel

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """One bot for all tests of this module."""
    async with opened_desk(tmp_path_factory.mktemp("discord")) as desk:
        yield desk


@pytest.fixture(autouse=True)
def _no_violation(desk: Desk) -> Iterator[None]:
    """Whatever a test does, Discord has nothing to object to."""
    before = len(desk.discord.violations)
    yield
    assert [] == desk.discord.violations[before:]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("brief", {"topic": "tumen river"}),
        ("brief", {"topic": "china", "size": "long", "since": "2018", "source": "Yalu Monitor"}),
        ("article", {"article": "7"}),
        ("figures", {"topic": "defectors", "since": "2019"}),
        ("people", {"topic": "border"}),
        ("timeline", {"topic": "fence"}),
        ("find", {"words": "cameras on the river pier"}),
        ("latest", {}),
        ("sources", {}),
        ("why", {"reference": "7:68-265"}),
        ("help", {}),
        ("help", {"command": "brief"}),
        ("brief", {"topic": "pyongyang marathon"}),
    ],
)
async def test_every_command_answers(desk: Desk, name: str, options: dict[str, str]) -> None:
    """Each command is answered at once, for all to see, by the first callback."""
    asked = await desk.asked(name, **options)

    assert (4, False) == (asked.callback, asked.messages[0].ephemeral)
    assert asked.acknowledged_after < 1.0
    assert asked.messages[0].embeds


async def test_an_answer_can_be_for_the_asker_alone(desk: Desk) -> None:
    """With `private` nobody else sees the answer."""
    asked = await desk.asked("brief", topic="tumen river", private=True)

    assert asked.messages[0].ephemeral
    assert asked.messages[0] not in desk.discord.seen_by(desk.discord.admin, asked.channel)


async def test_what_is_wrong_is_said_to_the_asker_alone(desk: Desk) -> None:
    """A date that is none and a topic of 5,000 characters each give one line that says what to do."""
    wrong = await desk.asked("figures", topic="tumen", since="yesteryear")
    long = await desk.asked("brief", topic="river " * 833 + "ri")

    assert "since: 'yesteryear' is no date" in wrong.text
    assert "5,000 characters long" in long.text
    assert wrong.messages[0].ephemeral
    assert long.messages[0].ephemeral


async def test_options_are_completed(desk: Desk) -> None:
    """Topics and sources come from the store, commands and days from us; at most 25 of 100 characters."""
    assert "Tumen River" in await desk.offered("brief", "topic", "tum")
    assert "Yalu Monitor" in await desk.offered("brief", "source", "yalu")
    assert 25 == len(await desk.offered("brief", "source", "paper"))
    assert ["last week", "last month", "last year"] == await desk.offered("brief", "since", "last")
    assert "timeline" in await desk.offered("help", "command", "time")
    assert "7" in await desk.offered("article", "article", "pier")
    assert [] == await desk.offered("brief", "source", "zzzzzz" * 150)


async def test_a_button_answers_whoever_presses_it(desk: Desk) -> None:
    """Two users press one button at once; each has an answer of their own, and the message stays."""
    asked = await desk.asked("brief", topic="tumen river")
    message, before = asked.messages[-1], asked.messages[-1].text
    first, second = await asyncio.gather(
        desk.pressed(message, "Figures"), desk.pressed(message, "Figures", desk.discord.admin)
    )

    assert first.text == second.text
    assert {desk.discord.member, desk.discord.admin} == {first.messages[0].only_for, second.messages[0].only_for}
    assert before == message.text


async def test_why_shows_the_sentence_behind_a_line(desk: Desk) -> None:
    """The menu's choice proves the line that it names."""
    asked = await desk.asked("brief", topic="tumen river")
    menu = asked.messages[0].selects[-1]
    chosen = await desk.discord.select(asked.messages[0], menu["custom_id"], [menu["options"][2]["value"]])
    words = re.sub(r"^\d+\. |…$", "", menu["options"][2]["label"])[:60]

    assert words in re.sub(r"\\(.)", r"\1", (await chosen.finished()).text)


async def test_buttons_work_after_a_restart(desk: Desk) -> None:
    """Short lines are in the button, long ones in the store: both outlive the process."""
    topic = "tumen river fence that was finished in the summer by workers from the other bank of the river pier"
    asked = await desk.asked("brief", topic=topic, since="2016")
    assert any(button["custom_id"].startswith("kr:") for button in asked.messages[-1].buttons)
    await desk.bot.stop()
    await desk.start()
    pressed = await desk.pressed(asked.messages[-1], "Figures")

    assert "Figures: tumen" in pressed.text


async def test_commands_are_registered_once(desk: Desk) -> None:
    """Another start finds its definitions there and registers nothing."""
    await desk.bot.stop()
    await desk.start()
    await desk.asked("help")

    assert 1 == len([request for request in desk.discord.requests if request.method == "PUT"])


async def test_a_form_is_corrected_and_answered(desk: Desk) -> None:
    """Bad input gives one line and a button that opens the form as it was; good input gives the answer."""
    asked = await desk.asked("brief", topic="tumen river")
    opened = await desk.pressed(asked.messages[-1], "Narrow …")
    bad = await (await desk.discord.submit(opened, {"since": "yesteryear", "size": ["short"]})).finished()
    again = await desk.pressed(bad.messages[0], "Correct it")
    good = await (await desk.discord.submit(again, {"since": "2020"})).finished()
    fields = {part["component"]["custom_id"]: part["component"] for part in again.modal["components"]}

    assert "is no date" in bad.text
    assert ("tumen river", "yesteryear") == (fields["topic"]["value"], fields["since"]["value"])
    assert ["short"] == [option["value"] for option in fields["size"]["options"] if option["default"]]
    assert "What is known" in good.text
    assert good.messages[0].ephemeral


async def test_admins_look_after_the_store(desk: Desk) -> None:
    """Who manages a home server sees the status, alone; the audit log has it."""
    status = await desk.asked("admin status", desk.discord.admin)
    audit = await desk.asked("admin audit", desk.discord.admin)

    assert "Articles" in status.text
    assert status.messages[0].ephemeral
    assert str(desk.discord.admin.id) in audit.text


async def test_an_admin_elsewhere_is_no_admin_here(desk: Desk) -> None:
    """Somebody who manages another server is refused politely, alone, and the audit log has it."""
    guild = desk.discord.add_guild("elsewhere")
    owner = desk.discord.add_member("eve", guild, permissions=8)
    channel = desk.discord.add_channel("general", guild)
    asked = await (await desk.discord.command("admin status", user=owner, channel=channel)).finished()
    audit = await desk.asked("admin audit", desk.discord.admin)

    assert "is for admins of this store" in asked.text
    assert asked.messages[0].ephemeral
    assert "refused" in next(line for line in audit.text.split("\n") if str(owner.id) in line)


@pytest.mark.parametrize("where", ["direct", "thread"])
async def test_direct_messages_and_threads_are_answered(desk: Desk, where: str) -> None:
    """The bot answers where it is asked."""
    discord = desk.discord
    channel: Channel = discord.direct(discord.member) if where == "direct" else discord.add_thread("t", discord.channel)
    asked = await (await discord.command("figures", {"topic": "border"}, channel=channel)).finished()

    assert channel is asked.messages[0].channel
    assert "Figures: border" in asked.text


async def test_a_hostile_article_is_text(desk: Desk) -> None:
    """A title that would ping and link, and a name of 300 characters, are shown whole and do nothing."""
    for asked in (await desk.asked("brief", topic="quibble"), await desk.asked("find", words="quibble carts")):
        shown = re.sub(r"\\(.)", r"\1", asked.text)
        assert HOSTILE in shown
        assert LONG_NAME in shown
        assert "(https://gazette.example/x_%28y%29?a=%5Bb%5D)" in asked.text
        assert "](https://evil.example)" not in asked.text
        assert [set()] == [message.pings for message in asked.messages]


async def test_a_large_answer_is_complete_over_its_messages(desk: Desk) -> None:
    """Every source of the largest answer is listed in one of its messages, each message within the limits."""
    asked = await desk.asked("find", words="dredgers harbour sluices")
    listed = [f"[[{n}]](" for n in range(1, 51) if f"[[{n}]](" in asked.text]

    assert len(asked.messages) > 1
    assert len(listed) == asked.text.count("Dredgers reach")
    assert asked.messages[-1].buttons


async def test_the_same_interaction_twice_is_acted_on_once(desk: Desk) -> None:
    """A gateway that tells the same twice gets one answer."""
    asked = await desk.asked("latest")
    before = len(desk.discord.requests)
    desk.discord.tell_again(asked)
    await desk.asked("help")

    assert [] == [one for one in desk.discord.requests[before:] if asked.token in one.path]


async def test_thirty_briefings_at_once(desk: Desk) -> None:
    """Thirty people ask in one channel at the same time; each has one whole answer, soon."""
    people = [desk.discord.add_member(f"reader {n}", desk.discord.guild) for n in range(30)]
    found = await asyncio.gather(*(desk.asked("brief", user, topic="tumen river") for user in people))

    assert {1} == {len(asked.messages) for asked in found}
    assert 1 == len({asked.text for asked in found})
    assert max(asked.acknowledged_after for asked in found) < 2.0
