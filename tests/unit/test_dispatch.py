"""Typed lines become checked arguments, and every wrong one becomes one line that says what to do."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import discover
from bot.core.command import SINCE, TOPIC, Asker, Command, Invocation, Option, Role, Run
from bot.core.errors import StoreBusy, UserError
from bot.core.library import Kind
from bot.core.lines import check, read_line
from bot.core.ports import Deed
from bot.core.reply import File, Reply
from bot.dispatch import Dispatcher, Helpers

TODAY = date(2026, 11, 21)
COMMANDS = discover()
PRIVATE = Option("private", Kind.FLAG, "for your eyes only")


class NoLibrary:
    """Stands where a library would; no command of these tests asks it anything but its version."""

    at = 1

    async def generation(self) -> int:
        """Always the same."""
        return 0

    async def version(self) -> int:
        """The same until a test changes it."""
        return self.at


def dispatcher(*commands: Command) -> Dispatcher:
    """A dispatcher over these commands, or all of them, that has no library."""
    return Dispatcher(commands or COMMANDS, NoLibrary(), lambda: TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        ("/brief tumen river", "brief", {"topic": "tumen river"}),
        ("brief tumen river", "brief", {"topic": "tumen river"}),
        ("/BRIEF Tumen", "brief", {"topic": "Tumen"}),
        ("/brief figures tumen river", "figures", {"topic": "tumen river"}),
        ("/brief brief tumen", "brief", {"topic": "tumen"}),
        ("/brief help", "help", {}),
        ("/brief help figures", "help", {"command": "figures"}),
        ('/brief "people smuggling"', "brief", {"topic": '"people smuggling"'}),
        ("/brief “people smuggling”", "brief", {"topic": '"people smuggling"'}),
        ("/brief people smuggling", "people", {"topic": "smuggling"}),
        ("/brief tumen since:2024-01-31", "brief", {"topic": "tumen", "since": "2024-01-31"}),
        ('/brief since:"last week" tumen', "brief", {"topic": "tumen", "since": "last week"}),
        ("/brief topic:tumen size:long", "brief", {"topic": "tumen", "size": "long"}),
        ("/article https://example.org/a?b=c", "article", {"article": "https://example.org/a?b=c"}),
        ("/brief note: river", "brief", {"topic": "note: river"}),
        ("/latest", "latest", {}),
        ("  /find   a   b  ", "find", {"words": "a b"}),
        ("/brief -trump tumen", "brief", {"topic": "-trump tumen"}),
        ("/admin status", "admin status", {}),
        ("/brief admin reindex all:true", "admin reindex", {"all": "true"}),
        ("/brief admin reforms", "brief", {"topic": "admin reforms"}),
    ],
)
def test_a_line_is_read_as_command_and_values(line: str, name: str, values: dict[str, str]) -> None:
    """Both ways of writing a command, quotes, options and plain words are told apart."""
    read = read_line(line, COMMANDS)

    assert (name, values) == (read.command.name, read.values)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/brif tumen", "Did you mean /brief?"),
        ("/xyzzy", "No command /xyzzy"),
        ("tumen river", "Commands begin with a slash"),
        ("", "Type a command"),
        ("/brief since:2024 since:2025 x", "since: is given twice"),
        ("/brief sinse:2024 x", "Did you mean since:2024?"),
        ("/brief topic:tumen river", "topic: is given and 'river' stands beside it"),
        ("/brief " + "a" * 1200, "1,000 are the most"),
        ("/admin", "/admin needs one more word. It takes: add, alias, audit, "),
        ("/admin stauts", "/admin has no 'stauts'. Did you mean /admin status?"),
        ("/brief figures", "Read as /figures, which needs a topic: /figures defectors since:2019. For a briefing"),
    ],
)
def test_a_wrong_line_is_one_line_of_advice(line: str, words: str) -> None:
    """What cannot be read raises one line that says what to do."""
    with pytest.raises(UserError, match=r"(?s).*") as caught:
        read_line(line, COMMANDS)

    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "/brief needs a topic: /brief tumen river"),
        ({"topic": '""'}, "/brief needs a topic"),
        ({"topic": "x", "since": "yesteryear"}, "since: 'yesteryear' is no date. Try 2024-01-31"),
        ({"topic": "x", "size": "huge"}, "size: 'huge' is none of short, normal, long."),
        ({"topic": "x", "private": "maybe"}, "neither true nor false"),
        ({"topic": "x", "colour": "red"}, "has no option 'colour:'"),
        ({"topic": "x", "since": "2024", "until": "2020"}, "is later than"),
        ({"topic": "a" * 5000}, "That is 5,000 characters long; 1,000 are the most."),
    ],
)
def test_a_wrong_value_is_one_line_that_names_it(values: dict[str, str], words: str) -> None:
    """Missing, unknown and wrong arguments are each named."""
    brief = next(command for command in COMMANDS if command.name == "brief")

    with pytest.raises(UserError) as caught:
        check(brief, values, TODAY)

    assert words in str(caught.value)


def test_until_means_the_end_of_its_period() -> None:
    """since:2024 begins on its first day, until:2024 ends on its last."""
    brief = next(command for command in COMMANDS if command.name == "brief")

    found = check(brief, {"topic": "x", "since": "2024", "until": "2024"}, TODAY)

    assert (date(2024, 1, 1), date(2024, 12, 31)) == (found["since"], found["until"])


async def test_an_ambiguous_first_word_is_explained_and_the_other_reading_offered() -> None:
    """`/brief people smuggling` says that it was read as /people and offers the quoted topic."""

    async def run(invocation: Invocation) -> Reply:
        return Reply(title=invocation.command.name)

    commands = [Command(command.name, command.summary, run, command.options) for command in COMMANDS]

    reply = await dispatcher(*commands).answer("/brief people smuggling", Asker())

    assert reply.title == "people"
    assert reply.notes[0].startswith("Read as /people smuggling.")
    assert reply.buttons[-1].line == '/brief "people smuggling"'


async def test_a_command_for_admins_is_refused_to_others() -> None:
    """An admin command answers a user with a polite refusal and runs nothing."""

    async def run(_: Invocation) -> Reply:
        raise AssertionError

    reply = await dispatcher(Command("reindex", "", run, admin=True)).answer("/reindex", Asker())

    assert "for admins" in (reply.error or "")


@pytest.mark.parametrize(
    ("problem", "blame", "words"),
    [
        (UserError("no such day"), "asker", "no such day"),
        (StoreBusy("the store is held by another process"), "bot", "held by another"),
        (ZeroDivisionError("x"), "bot", "the log has the details"),
    ],
)
async def test_an_error_in_a_command_becomes_a_reply(problem: Exception, blame: str, words: str) -> None:
    """Foreseen errors are said in their own words, defects without their inside."""

    async def run(_: Invocation) -> Reply:
        raise problem

    reply = await dispatcher(Command("oops", "", run)).answer("/oops", Asker())

    assert blame == reply.blame
    assert words in (reply.error or "")


class Notes:
    """An observer and a ledger that remember what they were told."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, str, str]] = []
        self.deeds: list[Deed] = []

    def answered(self, command: str, platform: str, outcome: str, seconds: float) -> None:
        """Remember it."""
        self.answers.append((command, platform, outcome))

    async def write_deed(self, deed: Deed) -> None:
        """Remember it."""
        self.deeds.append(deed)


async def done(_: Invocation) -> Reply:
    """A command that works."""
    return Reply(title="done")


async def broken(_: Invocation) -> Reply:
    """A command with a defect."""
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("run", "role", "outcome", "noted"),
    [(done, "admin", "answered", "done"), (done, "user", "refused", "refused"), (broken, "admin", "failed", "failed")],
)
async def test_what_admins_ask_is_counted_and_written_to_the_audit_log(
    run: Run, role: Role, outcome: str, noted: str
) -> None:
    """Each admin command leaves who asked for what, where, and what came of it, also when it was refused."""
    notes = Notes()
    helpers = Helpers(observer=notes, ledger=notes)  # type: ignore[arg-type]
    command = Command("admin add", "", run, (TOPIC,), admin=True)
    asker = Asker("slack", "U1", role, "T1", "C1")

    await Dispatcher([command], NoLibrary(), lambda: TODAY, helpers).invoke(command, {"topic": "a b"}, asker)  # type: ignore[arg-type]

    assert [("admin add", "slack", outcome)] == notes.answers
    assert [("slack", "U1", "T1", "C1", "/admin add a b", noted)] == [
        (deed.platform, deed.user, deed.workspace, deed.channel, deed.line, deed.outcome) for deed in notes.deeds
    ]


async def test_an_answer_knows_the_line_that_gives_it_again() -> None:
    """The line of a Reply reads back as the same command with the same values."""
    command = Command("brief", "", done, (TOPIC, SINCE))
    values = {"topic": 'tumen "river bank"', "since": "last week"}

    reply = await dispatcher(command).invoke(command, values, Asker())

    read = read_line(reply.line, [command])
    assert (command, values) == (read.command, read.values)


async def test_a_command_may_keep_its_words_out_of_the_log() -> None:
    """The line that it gives stands in the answer and in the audit log, not the one that was typed."""
    deeds: list[Deed] = []

    class Log:
        """Keeps what is written."""

        async def write_deed(self, deed: Deed) -> None:
            """One more."""
            deeds.append(deed)

    async def run(_: Invocation) -> Reply:
        return Reply("Gone", line="/admin gone 7")

    command = Command("admin gone", "s", run, (TOPIC,), admin=True)
    asked = Dispatcher([command], NoLibrary(), lambda: TODAY, Helpers(ledger=Log()))  # type: ignore[arg-type]
    reply = await asked.answer("/admin gone secret words", Asker(role="admin"))

    assert ("/admin gone 7", ["/admin gone 7"]) == (reply.line, [deed.line for deed in deeds])


async def test_every_answer_says_that_the_store_is_damaged() -> None:
    """While there is a warning it stands first among the notes."""

    async def run(_: Invocation) -> Reply:
        return Reply("Fine", notes=("a note",))

    helpers = Helpers(warning=lambda: "The store is damaged.")
    asked = Dispatcher([Command("fine", "s", run)], NoLibrary(), lambda: TODAY, helpers)  # type: ignore[arg-type]

    assert ("The store is damaged.", "a note") == (await asked.answer("/fine", Asker())).notes


async def test_an_answer_that_takes_too_long_is_given_up() -> None:
    """After the command's own time the asker hears that the store is busy."""

    async def slow(_: Invocation) -> Reply:
        await asyncio.sleep(60)
        raise AssertionError

    command = Command("brief", "", slow, seconds=0.01)

    assert "the store is busy" in ((await dispatcher(command).invoke(command, {}, Asker())).error or "")


async def test_an_answer_is_made_once_for_as_long_as_the_store_is_as_it_was() -> None:
    """Askers share one answer, also while it is made; another question, role, day or store makes a new one."""
    made: list[str] = []

    async def run(invocation: Invocation) -> Reply:
        made.append(invocation.text("topic") or "")
        await asyncio.sleep(0)
        return Reply(title="done")

    command, library, days = Command("brief", "", run, (TOPIC,)), NoLibrary(), [TODAY]
    asked = Dispatcher([command], library, lambda: days[0])  # type: ignore[arg-type]
    together = [asked.invoke(command, {"topic": "a"}, Asker(user=str(number))) for number in range(5)]

    await asyncio.gather(*together)
    assert ["a"] == made
    await asked.invoke(command, {"topic": "b"}, Asker())
    await asked.invoke(command, {"topic": "a"}, Asker(role="admin"))
    days[0] = date(2026, 11, 22)
    await asked.invoke(command, {"topic": "a"}, Asker())
    library.at = 2
    await asked.invoke(command, {"topic": "a"}, Asker())
    await asked.invoke(command, {"topic": "a"}, Asker())
    assert ["a", "b", "a", "a", "a"] == made


async def test_refusals_and_faults_are_seen_by_the_asker_alone() -> None:
    """A slip of one person is not shown to the whole channel."""
    command = Command("oops", "", broken)

    assert (await dispatcher(command).answer("/oops", Asker())).private
    assert (await dispatcher().answer("/brif x", Asker())).private


async def test_completions_know_choices_and_commands() -> None:
    """Choices and names of commands are completed without the library."""
    brief = next(command for command in COMMANDS if command.name == "brief")
    helping = next(command for command in COMMANDS if command.name == "help")

    assert ["short"] == [choice.value for choice in await dispatcher().complete(brief, "size", "s")]
    assert ["timeline"] == [choice.value for choice in await dispatcher().complete(helping, "command", "timel")]
    assert () == await dispatcher().complete(brief, "colour", "r")


@given(st.text(max_size=300))
def test_no_line_raises_anything_but_advice(line: str) -> None:
    """Whatever is typed is read or refused in one line."""
    with suppress(UserError):
        read = read_line(line, COMMANDS)
        check(read.command, read.values, TODAY)

        assert read.command in COMMANDS


class Shown:
    """Keeps what a command shows on its way."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    def show(self, reply: Reply) -> None:
        """Keep it."""
        self.replies.append(reply)


async def _step(invocation: Invocation) -> Reply:
    invocation.interim.show(Reply("half"))
    return Reply("whole")


@pytest.mark.parametrize(
    ("command", "line", "private"),
    [
        (Command("work", "", _step, (TOPIC,)), "/work tumen river", False),
        (Command("work", "", _step, (TOPIC,), private=True), "/work tumen river", True),
        (Command("work", "", _step, (TOPIC, PRIVATE)), "/work private:true tumen river", True),
    ],
    ids=["for all", "private command", "asked privately"],
)
async def test_an_answer_on_its_way_is_as_private_as_the_whole(command: Command, line: str, private: bool) -> None:
    """What a command shows has its line and goes to the same eyes as its end; nobody needs to be shown it."""
    shown = Shown()
    whole = await dispatcher(command).answer(line, Asker(), shown)

    assert [Reply("half", line=line, private=private)] == shown.replies
    assert Reply("whole", line=line, private=private) == whole
    assert whole == await dispatcher(command).answer(line, Asker())


@pytest.mark.parametrize(
    ("size", "fleeting", "runs"),
    [(1000, False, 1), (300_000, False, 2), (0, True, 2)],
    ids=["light", "heavy", "fleeting"],
)
async def test_answers_with_large_files_are_not_kept(size: int, fleeting: bool, runs: int) -> None:
    """An answer with a chart is remembered; one with megabytes, or without the chart it should have, is made anew."""
    made = []

    async def run(_: Invocation) -> Reply:
        made.append(1)
        return Reply("x", files=(File("x.bin", "application/octet-stream", bytes(size)),), fleeting=fleeting)

    asked = dispatcher(Command("work", "", run))
    for _ in range(2):
        await asked.answer("/work", Asker())

    assert runs == len(made)


async def test_a_program_and_a_person_get_answers_of_their_own() -> None:
    """Who wants the whole of an answer is not given the short one that was remembered for a screen, nor the reverse."""

    async def run(invocation: Invocation) -> Reply:
        return Reply("whole" if invocation.ask().whole else "screen")

    asked = dispatcher(Command("work", "", run, (TOPIC,)))
    lines = [await asked.answer("/work tumen", Asker(whole=whole)) for whole in (False, True, False)]
    assert ["screen", "whole", "screen"] == [reply.title for reply in lines]
