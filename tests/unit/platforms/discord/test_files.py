"""Files of a Reply as attachments: within every limit, under safe names, and what cannot come is said."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.reply import File, Reply
from bot.platforms.discord.files import Parcel, bare, fitting, parcels
from bot.platforms.discord.render import render
from bot.platforms.discord.said import same
from tests.loopback.discord.limits import ANSWER_FLAGS, check_message
from tests.loopback.discord.made import faults
from tests.unit.platforms.facts import briefing, replies

CHART = File("chart.png", "image/png", b"png", "a" * 2000)
TABLE = File("table.csv", "text/csv", b"1,2")
MANY = Reply("Files", files=(CHART, TABLE, CHART), notes=("one",))


def packed(reply: Reply) -> tuple[Parcel, ...]:
    """The answer as it is sent."""
    rendered = render(fitting(reply))
    return tuple(parcels(rendered.messages, rendered.files))


def test_files_go_with_the_first_message() -> None:
    """Its attachments are numbered as its files are, an image has its words and is shown in the embed."""
    first, *others = packed(Reply("Files", cards=briefing(200, 700).cards, files=MANY.files))

    assert [0, 1, 2] == [attachment["id"] for attachment in first.message["attachments"]]
    assert ["chart.png", "table.csv", "chart-2.png"] == [file.name for file in first.files]
    assert [1024, 0, 1024] == [len(each.get("description", "")) for each in first.message["attachments"]]
    assert {"url": "attachment://chart.png"} == first.message["embeds"][0]["image"]
    assert len(others) > 0
    assert not any(parcel.files or "attachments" in parcel.message for parcel in others)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(replies, st.lists(st.builds(File, st.text(max_size=90), st.just("image/png"), st.binary(max_size=9), st.text())))
def test_every_limit_holds_with_files(reply: Reply, files: list[File]) -> None:
    """Whatever the files are called and however many there are, Discord takes the message."""
    first, *_ = packed(Reply(reply.title, reply.coverage, reply.cards, files=tuple(files)))

    assert not faults(check_message, first.message, ANSWER_FLAGS)
    assert len(first.files) <= 10
    assert len({file.name.lower() for file in first.files}) == len(first.files)


def test_what_does_not_fit_is_said() -> None:
    """One note for each file that is too large, alone or with the others; the notes of the answer stay."""
    fits = fitting(Reply("x", files=(CHART, TABLE), notes=("one",)), limit=2)
    big = File("big.bin", "application/octet-stream", bytes(9 * 1024 * 1024))
    three = fitting(Reply("x", files=(big, big, big)))

    assert () == fits.files
    assert "one" == fits.notes[0]
    assert ["chart.png", "table.csv"] == [note.partition(" ")[0] for note in fits.notes[1:]]
    assert ["big.bin", "big-2.bin"] == [file.name for file in three.files]
    assert 1 == len(three.notes)


def test_an_answer_without_files_is_as_it_was() -> None:
    """Nothing is added where there are none."""
    assert MANY.title == fitting(Reply("Files")).title
    assert ("attachments" in packed(Reply("Files"))[0].message) is False


def test_a_message_is_known_again_without_its_files() -> None:
    """What was sent without its files, and trimmed by Discord, is the same message; another one is not."""
    first, *_ = packed(MANY)
    there = bare(first, "too large").message | {"author": {"bot": True}, "attachments": []}
    trimmed = there | {"embeds": [embed | {"title": f" {embed.get('title', '')}\n"} for embed in there["embeds"]]}

    assert same(there, first.message)
    assert same(trimmed, first.message)
    assert not same(there | {"author": {"bot": False}}, first.message)
    assert not same(there, packed(Reply("Other", files=MANY.files))[0].message)
