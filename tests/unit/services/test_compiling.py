"""What a digest says of a small store: what is new, what was edited, what moved, and nothing twice."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.core.digests import Compiled, Mark
from bot.core.following import SETTINGS, Followed, begun
from bot.core.ports import Prepared, Store
from bot.core.register import Wanted
from bot.core.reply import Evidence, FigureRow, PersonRow, StatementRow, TextRow
from bot.platforms.discord import blocks as discord
from bot.platforms.slack import render as slack
from bot.platforms.terminal.render import plain
from bot.services.library import StoreLibrary
from bot.services.naming import StoreNamer
from bot.services.preparing import prepare_document
from bot.sources.files import read_path
from bot.store import open_store
from tests.unit.services.digesting import DAY, SUNDAY, compiler, digest, period

ROOT = Path(__file__).resolve().parents[3]
FENCE = "China built a fence of 14 kilometres along the Tumen River in September."
DEAD, MORE_DEAD = "At least 20 people died in the Hyesan flood.", "The Hyesan flood has killed 27 people."
TRADE = "Trade across the Yalu fell by 30 percent to $2.3 million last year."
SENTENCES = (
    FENCE, DEAD, MORE_DEAD, TRADE, "Mira Okoro, a spokeswoman for the border office, said the fence “was finished”.",
    "Up to 600 North Koreans have reportedly vanished since October, a rights group said.",
    "Some 150,000 troops were sent to the Tumen River in April, the ministry said.",
    "The town of Hyesan has a market.", "However, he denied that.",
)  # fmt: skip


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(f"sqlite:///{tmp_path / 'sitrep.db'}")
    yield opened
    await opened.close()


def document(place: str, text: str, **fields: str) -> RawDocument:
    """A report of Sunday."""
    known = {"title": f"Report {place}", "published": "2026-11-22", "publisher": "Kestrel Wire"}
    return RawDocument(f"/made/{place}", text=text, **known | fields)


async def take(store: Store, *documents: RawDocument) -> None:
    """Prepare documents and store them, one after the other."""
    prepared = [prepare_document(document) for document in documents]
    await store.save([item for item in prepared if isinstance(item, Prepared)])


def lines(compiled: Compiled, title: str) -> list[str]:
    """What stands under a heading."""
    rows = [row for card in compiled.reply.cards if card.title == title for row in card.rows]
    return [row.text if isinstance(row, StatementRow | TextRow) else row.evidence.ref for row in rows]


def named(compiled: Compiled) -> list[int]:
    """The articles among the sources."""
    return [link.article for link in compiled.reply.links]


async def test_what_is_new_is_told_with_its_evidence(store: Store) -> None:
    """Articles of the topic behind the mark are told, each line with words that stand in the store."""
    await take(store, document("old", FENCE))
    since = await store.mark()
    await take(store, document("new", f"{DEAD} The town of Hyesan has a market."), document("far", TRADE))
    told = await compiler(store).compile(digest("hyesan"), period(since, await store.mark()))
    assert ((2,), (), 2, [DEAD]) == (told.new, told.updated, told.arrived, lines(told, "New")[:1])
    assert "Morning digest · hyesan · Mon 23 Nov 2026, 08:00 Asia/Seoul" == told.reply.title
    assert "1 new article, 1 publisher, since Sun 08:00" == told.reply.coverage
    library = StoreLibrary(store, StoreNamer(store), "any")
    for row in told.reply.rows():
        if not isinstance(row, TextRow):
            assert (await library.why(row.evidence.ref)).current


async def test_each_article_stands_under_one_topic(store: Store) -> None:
    """An article of two topics is told under the one that it is more about, and a topic without news has no card."""
    await take(store, document("both", f"{FENCE} {DEAD}", title="The fence on the Tumen"), document("flood", MORE_DEAD))
    told = await compiler(store).compile(
        digest("hyesan", "tumen fence", "football"), period(Mark(), await store.mark())
    )
    assert ["hyesan", "tumen fence"] == [card.title for card in told.reply.cards][:2]
    assert ([MORE_DEAD], [1, 2]) == (lines(told, "hyesan"), sorted(named(told)))
    assert [FENCE.replace("September", "September [2026]")] == lines(told, "tumen fence")[:1]


async def test_an_article_that_says_nothing_is_named_all_the_same(store: Store) -> None:
    """One without a sentence of its own stands by its headline."""
    await take(store, document("new", DEAD), document("mute", "However, he denied that.", title="Hyesan denies"))
    told = await compiler(store).compile(digest("hyesan"), period(Mark(), await store.mark()))
    assert ["“Hyesan denies” · Kestrel Wire [2]"] == lines(told, "Also new")
    assert [1, 2] == named(told)


async def test_many_articles_are_counted_beyond_what_is_named(store: Store) -> None:
    """A short digest names ten and says how many more there are and how to see them."""
    await take(store, *(document(str(n), f"Report {n} on Hyesan. He denied that.") for n in range(14)))
    told = await compiler(store).compile(digest("hyesan", size="short"), period(Mark(), await store.mark()))
    assert (14, 10) == (len(told.new), len(named(told)))
    assert "4 more articles not listed here; /find hyesan and /latest show them" == lines(told, "Also new")[-1]
    assert told.reply.coverage.startswith("14 new articles, 1 publisher")


async def test_topics_are_taken_as_typed(store: Store) -> None:
    """A slip is not mended and a quote not loosened: that is no news, and nothing else is told instead."""
    await take(store, document("new", FENCE))
    until = await store.mark()
    for topic in ("tumenn", '"river tumen"', "the", "tumen -fence"):
        told = await compiler(store).compile(digest(topic), period(Mark(), until))
        assert (True, 1) == (told.nothing, told.arrived), topic


async def test_sources_narrow_it(store: Store) -> None:
    """Only articles of its sources are told; sources alone make a digest too."""
    await take(store, document("1", FENCE), document("2", f"{FENCE} {DEAD}", publisher="Yalu Monitor"))
    until = await store.mark()
    for topics in (("tumen",), ()):
        told = await compiler(store).compile(digest(*topics, sources=("yalu", "nobody")), period(Mark(), until))
        assert (2,) == told.new


async def test_an_edited_article_is_told_with_what_changed(store: Store) -> None:
    """A figure that became another one is shown in its sentence, with the evidence of both texts."""
    await take(store, document("1", f"{FENCE} {DEAD}", title="Fence reaches Tumen"), document("2", TRADE))
    since = await store.mark()
    await take(store, document("1", f"{FENCE.replace('14', '16')} {DEAD}", title="Fence reaches Tumen"))
    await take(store, document("2", TRADE.replace("30", "40")))
    told = await compiler(store).compile(digest("tumen"), period(since, Mark(since.article, 1)))
    assert ((), (1,), [FENCE.replace("14", "16")]) == (told.new, told.updated, lines(told, "Updated"))
    (row,) = [row for row in told.reply.rows() if isinstance(row, StatementRow)]
    old = Evidence(1, 1, 0, len(FENCE)).ref
    assert (f"“Fence reaches Tumen”, 14 kilometres → 16 kilometres (before: {old})", 2) == (
        row.lead,
        row.evidence.revision,
    )
    assert "0 new articles, since Sun 08:00 · 1 article updated" == told.reply.coverage


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (f"{FENCE} {DEAD}", FENCE, ["taken out"]),
        (FENCE, f"{FENCE} {DEAD}", ["added"]),
        (FENCE, FENCE.replace("built", "has put up"), ["“built” → “has put up”"]),
        (FENCE, FENCE.replace(" in September", ""), ["“in September” taken out"]),
        (FENCE, FENCE.replace("a fence", "a new fence"), ["“new” put in"]),
        (FENCE, FENCE.replace("built a", "plans to finish the").replace("in Sept", "by next Sept"), ["reworded"]),
        (f"{FENCE} {DEAD}", f"{FENCE}\n\n{DEAD.replace(' ', '  ')}", []),
        (f"{FENCE} {DEAD}", f"{DEAD} {FENCE}", []),
    ],
    ids=["taken out", "added", "reworded", "shortened", "longer", "written anew", "white space", "moved"],
)
async def test_what_became_of_a_sentence(store: Store, before: str, after: str, said: Sequence[str]) -> None:
    """A sentence was added, taken out or worded anew; white space and another order are no update."""
    await take(store, document("1", before))
    since = await store.mark()
    await take(store, document("1", after))
    told = await compiler(store).compile(digest("tumen"), period(since, Mark(since.article, 1)))
    rows = [row for row in told.reply.rows() if isinstance(row, StatementRow)]
    assert said == [(row.lead or "").split(", ", 1)[1].partition(" (before")[0] for row in rows]
    assert bool(said) != told.nothing


async def test_of_many_changes_the_figures_come_first(store: Store) -> None:
    """Three changes of an article are shown, changed figures before others, and the rest is counted."""
    rest = " ".join(f"Village {name} lies there." for name in "abcd")
    await take(store, document("1", f"{rest} {FENCE}"))
    since = await store.mark()
    await take(store, document("1", f"{rest.replace('lies', 'is not')} {FENCE.replace('14', '16')}"))
    told = await compiler(store).compile(digest("tumen"), period(since, Mark(since.article, 1)))
    assert [FENCE.replace("14", "16"), "Village a is not there."] == lines(told, "Updated")[:2]
    assert (4, "and 2 more changes in it: /article 1") == (len(lines(told, "Updated")), lines(told, "Updated")[-1])


async def test_a_figure_that_moved_is_told_against_the_last_digest(store: Store) -> None:
    """What Sunday's digest told is remembered, and Monday's says how it moved, once."""
    await take(store, document("1", DEAD, published="2026-11-21"))
    first = await store.mark()
    flood = digest("hyesan")
    sunday = await compiler(store).compile(flood, period(Mark(), first, began=SUNDAY - DAY, ended=SUNDAY, at=SUNDAY))
    await take(store, document("2", MORE_DEAD))
    monday = await compiler(store).compile(replace(flood, memory=sunday.memory), period(first, await store.mark()))
    (row,) = [row for row in monday.reply.rows() if isinstance(row, FigureRow)]
    assert ("at least 20 → 27", ["27"]) == (row.amount, [quantity.amount for quantity in monday.memory])
    assert "(was at least 20 in Sunday's digest, 1:0-11)" in row.label
    assert ([], ["Moved"]) == (lines(monday, "Key figures"), [card.title for card in monday.reply.cards][1:])


async def test_nothing_new_tells_how_the_sources_are(store: Store) -> None:
    """Without news it says how many sources were asked, when the last was, and which have failed since when."""
    tuesday = SUNDAY + 2 * DAY
    places = [f"https://{name}.example/feed" for name in ("a", "b", "c")]
    await store.follow([Wanted(place, place, SETTINGS, SUNDAY) for place in places])
    a, b, c = await store.followed()
    tried = tuesday - timedelta(minutes=5)
    bad = replace(b.health, state="failing", tried=tried, failing_since=SUNDAY - DAY, reason="status 503", failures=3)
    await store.settle([well(a, tried), replace(b, health=bad), well(c, SUNDAY - DAY)])
    told = await compiler(store).compile(
        digest("tumen"), period(Mark(4, 4), Mark(4, 4), began=SUNDAY, ended=tuesday, at=tuesday)
    )
    checked = "2 of 3 sources checked, the last at 07:55; 1 has failed since Saturday (details: /sources)."
    assert (f"Nothing new since Sun 08:00. {checked}",) == told.reply.notes
    assert (True, (), "") == (told.nothing, told.reply.cards, told.reply.coverage)


def well(source: Followed, tried: datetime) -> Followed:
    """A source that was asked then, in vain."""
    return replace(source, health=replace(begun(tried + DAY, "feed"), tried=tried, succeeded=tried))


async def test_what_came_in_on_other_topics_is_counted(store: Store) -> None:
    """No news on the topic is told apart from no news at all."""
    await take(store, document("1", TRADE))
    told = await compiler(store).compile(digest("hyesan"), period(Mark(), await store.mark()))
    assert ("Nothing new since Sun 08:00. 1 article came in, but not on these topics.",) == told.reply.notes


async def test_nothing_in_between_needs_no_search(store: Store) -> None:
    """Where nothing came in and nothing was edited the store is not searched."""

    class Unsearched:
        def __getattr__(self, name: str) -> object:
            assert name not in ("find", "articles", "edited_since"), name
            return getattr(store, name)

    told = await compiler(Unsearched()).compile(digest("hyesan"), period(Mark(7, 7), Mark(7, 7)))  # type: ignore[arg-type]
    assert told.nothing


async def test_late_and_first_digests_say_so(store: Store) -> None:
    """A late one names when it was due and sent; the first one that it is the first."""
    await take(store, document("1", DEAD))
    until = await store.mark()
    late = period(Mark(), until, late=True, ended=SUNDAY + DAY + timedelta(minutes=72))
    told = await compiler(store).compile(digest("hyesan"), late)
    assert told.reply.coverage.startswith("Late: due at 08:00, sent at 09:12 · 1 new article, ")
    first = await compiler(store).compile(digest("hyesan"), period(Mark(), until, last=None))
    assert "1 new article, 1 publisher · first digest; articles taken in since Sun 08:00" == first.reply.coverage


async def test_next_steps_are_few(store: Store) -> None:
    """A briefing on each topic, figures, and why the digest is as it is."""
    await take(store, document("1", DEAD))
    told = await compiler(store).compile(digest("hyesan", "tumen  river"), period(Mark(), await store.mark()))
    lines_behind = ["/brief hyesan", "/brief tumen river", "/figures hyesan", "/digest show 3"]
    assert lines_behind == [button.line for button in told.reply.buttons]


async def test_the_words_of_people_stay_one_short_line(store: Store) -> None:
    """Names and topics of any length and content make no second line and no endless title."""
    await take(store, document("1", DEAD))
    topics = tuple(f"hyesan\n{'very ' * 40}{place}" for place in "abcdef")
    told = await compiler(store).compile(digest(*topics, name="A\nB " * 90), period(Mark(), await store.mark()))
    assert (False, True) == ("\n" in told.reply.title, len(told.reply.title) < 320)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(st.lists(st.sets(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=6), st.data())
def test_two_digests_share_the_news_between_them(texts: list[set[str]], data: st.DataObject) -> None:
    """However the articles are split, no two digests tell the same one, together they tell all, a third has nothing."""
    split = data.draw(st.integers(0, len(texts)))
    documents = [document(str(n), " ".join(sorted(text)), title="Hyesan today") for n, text in enumerate(texts)]
    asyncio.run(shared(documents[:split], documents[split:]))


async def shared(before: Sequence[RawDocument], after: Sequence[RawDocument]) -> None:
    """Compile a digest after each of the two and once more, and compare what they told."""
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{Path(folder) / 'sitrep.db'}")
        marks, told, kept = [Mark()], list[Compiled](), digest("hyesan", "tumen", "trade")
        for documents in (before, after, ()):
            await take(store, *documents)
            marks.append(await store.mark())
            looked = period(marks[-2], marks[-1])
            told.append(await compiler(store).compile(kept, looked))
            assert told[-1] == await compiler(store).compile(kept, looked)
            kept = replace(kept, memory=told[-1].memory)
        everyone = list(await store.everyone())
        await store.close()
    assert everyone == [*told[0].new, *told[1].new]
    assert [sorted(one.new) for one in told] == [sorted(named(one)) for one in told]
    assert (True, told[1].memory) == (told[2].nothing, told[2].memory)


async def test_two_digests_over_the_samples(store: Store) -> None:
    """A week apart, each tells its own half of the sample articles, and the second how the deported became more."""
    samples = sorted((item for item in read_path(ROOT / "samples") if isinstance(item, RawDocument)), key=dated)
    half = len(samples) // 2 + 1
    weekly = digest("china north korea border", name="Weekly digest")
    await take(store, *samples[:half])
    first = await store.mark()
    week = 7 * DAY
    one = await compiler(store).compile(weekly, period(Mark(), first, began=SUNDAY - week, ended=SUNDAY, at=SUNDAY))
    await take(store, *samples[half:])
    later = period(first, await store.mark(), ended=SUNDAY + week, at=SUNDAY + week)
    two = await compiler(store).compile(replace(weekly, memory=one.memory), later)
    shown = plain(two.reply)
    assert not set(one.new) & set(two.new)
    assert "MOVED\n  about 500 → up to 600" in shown
    assert "in the digest of 22 Nov" in " ".join(shown.split())
    for packed in (slack.messages(two.reply), list(discord.blocks(two.reply))):
        assert "about 500 → up to 600" in str(packed)
    people = [row.name for row in two.reply.rows() if isinstance(row, PersonRow)]
    assert sorted(set(people)) == sorted(people) != []


def dated(item: RawDocument) -> str:
    """The samples' names begin with their days."""
    return item.location
