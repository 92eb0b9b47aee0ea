"""What counts as clutter, and above all what does not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.clutter import Block, clear, is_clutter, is_date_line, unglued

CLUTTER = [
    "Advertisement",
    "[Advertisement]",
    "Share: [f] [t] [in] [print]",
    ">> SIGN UP: The Harbour Letter, every Friday in your inbox",
    "You may also like: The lake that two countries climb to",
    "Did you find this guide useful? Tell your friends: Facebook - Weibo",
    "If you value this work, become a member from $4 a month.",
    "Advertisment",
    "ADVERTISEMENT",
    "Advertisement - Scroll to Continue",
    "Story continues below advertisement",
    "author-image",
    "New Update",
    "(Read Also: Why the Harbour Silted Up)",
    "Read Also | Harbour Opens Again",
    "Read More",
    "Read more »",
    "READ MORE: Mayor says bridge is safe",
    "READ THE MAYOR'S LETTER IN FULL HERE",
    "Related: The harbour that nobody wanted",
    "Recommended for you",
    "You may also like...",
    "Share this article",
    "Share on Facebook",
    "Facebook Twitter Email Print",
    "Share | Tweet | WhatsApp",
    "Like this story? Share it with a friend!",
    "Subscribe now",
    "Subscribe to our newsletter and get the harbour news in your inbox.",
    "Want more? Sign up for the Harbour Brief newsletter.",
    "Get breaking news alerts by downloading our free app.",
    "This website uses cookies to improve your visit.",
    "We use cookies and similar techniques to show you advertisements.",
    "By clicking Sign Up, you agree to the terms of use.",
    "Accept all cookies",
    "You can follow Ann Miller on Facebook, on Twitter at @annm, or email her at",
    "Follow us on Twitter",
    "Ann Miller can be reached at ann@example.org.",
    "Write to Ann Miller at ann@example.org",
    "@harbournews",
    "Please let us know if you're having issues with commenting.",
    "Comments are closed.",
    "Leave a comment",
    "12 comments",
    "What do you think? Let us know in the comments below.",
    "© 2021 Harbour News",
    "Copyright 2021 Harbour News. All rights reserved.",
    "This material may not be published, broadcast or rewritten without permission. All rights reserved.",
    "If you buy something through a link in this post, we may get a share of the sale.",
    "Photo: Harbour Press Agency",
    "(Image credit: Ann Miller)",
    "Reporting by Ann Miller; Editing by Li Wei",
    "Ann Miller contributed to this report.",
    "5 min read",
    "Skip to main content",
    "Please enable JavaScript to read this page",
    "* * *",
]
SENTENCES = [
    "Share prices fell on Monday after the bank said that profits had halved.",
    "Share prices fall",
    "Subscribers to the service rose to 3 million.",
    "Read more books, urged the minister.",
    "Advertisement revenue fell 3% last year.",
    "Advertising is banned near schools.",
    "Follow the money, prosecutors said.",
    "More than 100 people were killed.",
    "More: the bank raised rates.",
    "Also, the government said that it would act.",
    "Related violence killed 12 people in the north.",
    "The newsletter told its readers to sign up for the vaccine.",
    "Sign up for military service opened on Monday.",
    "Get out of the city, the army told residents on Facebook.",
    "“Subscribe to our newsletter,” the sect told its members, police said.",
    "Photographs showed troops near the border.",
    "Photo: the only evidence that the court saw was a single picture.",
    "Cookies were sold at the fair.",
    "Comments by the minister angered the neighbours.",
    "Contact with the crew was lost at 3 a.m.",
    "He can be reached only by boat.",
    "Join the army or leave, they were told.",
    "Home to 3 million people, the city lies on the river.",
    "Search teams found the wreck.",
    "Watch out for floods, officials warned.",
    "Trending down, the currency lost 3%.",
    "Top officials met in the capital.",
    "Latest figures show a fall.",
    "Live fire was heard.",
    "Copyright law changed in 2019, the court said.",
    "Video of the attack was shared on Facebook.",
    "Twitter shares fell 3%.",
    "Like many others, she found work on Facebook and never left.",
    "[1] Alarm fatigue is a known danger.",
    "A Confluence of Security Measures",
    "The Implications: Decreased Defection and Economic Strain",
    "By Monday the river had risen.",
]


@pytest.mark.parametrize("line", CLUTTER)
def test_clutter_goes(line: str) -> None:
    """Every usual shape of clutter is known as such."""
    assert is_clutter(Block(line))


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_stay(line: str) -> None:
    """A sentence or heading that merely begins like clutter is none."""
    assert not is_clutter(Block(line))


@pytest.mark.parametrize(
    ("glued", "free"),
    [
        ("AdvertismentChina Ramps Up Patrols", "China Ramps Up Patrols"),
        ("ADVERTISEMENTThe harbour froze.", "The harbour froze."),
        ("Advertisement“We left,” he said.", "“We left,” he said."),
        ("Fees have surged. Read More", "Fees have surged."),
        ("Fees have surged.Advertisment", "Fees have surged."),
        ("Advertisements work.", "Advertisements work."),
        ("Nobody wanted to read more", "Nobody wanted to read more"),
        ("He left advertising.", "He left advertising."),
    ],
)
def test_glued_markers(glued: str, free: str) -> None:
    """A marker stuck to a paragraph is cut off, a word of the paragraph is not."""
    assert [Block(free)] == unglued([Block(glued)])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("June 28, 2017", True),
        ("Published: June 28, 2017, 3:45 p.m. ET", True),
        ("Updated on 28 June 2017", True),
        ("2017-06-28 09:15", True),
        ("Monday, November 18, 2019", True),
        ("3 hours ago", True),
        ("LONDON 1996-12-06", False),
        ("On June 28, 2017, the river rose.", False),
        ("The 28 June 2017 agreement", False),
        ("1", False),
    ],
)
def test_date_lines(line: str, expected: bool) -> None:
    """A day alone on its line is told from a dateline and from a sentence with a day."""
    assert expected == is_date_line(line)


def words(*lines: str) -> list[Block]:
    """Plain paragraphs."""
    return [Block(line) for line in lines]


BODY = ("The river rose by two metres on Monday.", "Nobody was hurt, the mayor said.", "Rain is expected.")


def test_the_title_and_the_author_are_not_repeated() -> None:
    """Headline, byline and day above the text are no part of it."""
    head = words("River Rises", "By Ann Miller", "Ann Miller", "June 28, 2017")
    assert words(*BODY) == clear([*head, *words(*BODY)], "Ann Miller", ["River rises"])


def test_cut_off_caption_goes_only_above_full_paragraphs() -> None:
    """A paragraph that breaks off under the headline is a caption; the end of a cut article is not."""
    caption = Block("Soldiers march in the town of Balykchy on September 19, 2016, with troops of Kazakhstan …")
    assert words(*BODY) == clear([caption, *words(*BODY)])
    assert [*words(*BODY), caption] == clear([*words(*BODY), caption])
    assert [caption] == clear([caption])


def test_lists_of_other_stories_go() -> None:
    """A heading over links goes with its links; the text after them stays."""
    listed = [
        Block("You may also like", "head"),
        Block("Bridge closed for repairs", "item", linked=True),
        Block("Who will run the harbour", "item"),
    ]
    assert words(*BODY) == clear([*words(*BODY[:2]), *listed, Block(BODY[2])])


def test_a_linked_heading_over_text_stays() -> None:
    """A heading that is a link stays over its own paragraph and goes where it stands alone."""
    heading = Block("Memphis", "head", linked=True)
    assert [*words(BODY[0]), heading, *words(*BODY[1:])] == clear([*words(BODY[0]), heading, *words(*BODY[1:])])
    assert words(*BODY) == clear([*words(*BODY), heading])


def test_menus_go_and_lists_of_the_article_stay() -> None:
    """A run of a menu's words goes; a run of other short lines stays."""
    menu = words("Home", "News", "Sport", "Weather", "Obituaries")
    fruit = words("Apples", "Pears", "Home-made jam")
    assert words(*BODY) == clear([*menu, *words(*BODY)])
    assert [*words(*BODY), *fruit] == clear([*words(*BODY), *fruit])


def test_the_signature_goes() -> None:
    """The last lines about the author go, a sentence about somebody else stays."""
    about = words("Ann Miller is a senior reporter at Harbour News.", "Li Wei is a senior reporter, too.")
    assert [*words(*BODY), about[1]] == clear([*words(*BODY), *about], "Ann Miller")


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(max_examples=200)
def test_what_is_left_was_there(lines: list[str]) -> None:
    """Clearing never makes words up and never changes the order."""
    left = [block.words for block in clear(words(*lines), "Ann Miller", ["River rises"])]
    remaining = iter(lines)
    assert all(any(one in line for line in remaining) for one in left)


@pytest.mark.parametrize(
    "line", ["(" * 400, "Read also: " * 38, "Share " * 70, "@" * 400, "A " * 200, "©" * 420, "." * 420]
)
def test_hostile_lines_are_quick(line: str) -> None:
    """No shape takes more than linear time for the longest line it is tried on."""
    start = time.process_time()
    for _ in range(20):
        is_clutter(Block(line))
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("September 6, 2023 / 11:48 AM GMT / Harbour Wire", True),
        ("Published 8 September 2023 · Corrected 12 September 2023", True),
        ("September 6, 2023 / the day on which the dam broke", False),
    ],
)
def test_a_day_with_parts_beside_it(line: str, *, expected: bool) -> None:
    """An hour and a name between strokes leave the line one of a date."""
    assert expected == is_date_line(line)


def test_stray_headlines_between_paragraphs_go() -> None:
    """One or two bulleted headlines are links whose addresses were lost; a list that a sentence leads to stays."""
    before, after = "The town has seen no rain since the winter.", "The mayor asked for help on Monday."
    stray = words(before, "* Who owns the river?", "* The last ferry of the harbour", after)
    listed = words("The town needs three things:", "* Water from the hills", "* Bread from the coast", after)
    assert [before, after] == [block.words for block in clear(stray)]
    assert 4 == len(clear(listed))
