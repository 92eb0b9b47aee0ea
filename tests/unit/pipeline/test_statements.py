"""Statements: what a briefing may show, what is cut from it, what explains it, what is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.pipeline import statements, tokens
from bot.pipeline.draft import Draft
from bot.pipeline.trimming import is_protected

LEDE = "Engineers in Northport began to drain the Selby reservoir on Monday."


def drafted(text: str) -> Draft:
    """A draft with sentences and tokens."""
    return tokens.run(Draft(RawDocument("test", text=text), text=text, language="en"))


def told(text: str) -> list[str]:
    """The words of every statement."""
    draft = statements.run(drafted(text))
    return [text[found.start : found.end] for found in draft.statements]


KEPT = [
    "Gov. Jane Brown (D) announced the deal with Oregon's lawmakers on Monday.",
    "The dam at Selby holds back 40 million tonnes of water.",
    "Kenya's central bank raised its main interest rate to 9.5 percent on Tuesday.",
    "On Tuesday, the city of Lagos closed four of its oldest bus stations.",
    "This month, Portugal banned the sale of fireworks in 12 districts.",
    "At least 14 miners were reportedly trapped below ground near Zonguldak.",
    "The ferry Aurora sank, according to Greece's coast guard, within a few minutes.",
    "Unless Parliament votes again by Friday, the subsidy for farmers will end.",
    "Although the harvest failed, Malawi did not ask for food aid.",
    "Norway has not confirmed that the tanker left its waters.",
    "Analysts say the yen may fall further if Japan keeps its rates near zero.",
    "Residents of Halden were told to boil water for two weeks.",
    "The report of the Selby commission names three engineers.",
    "The company that built the Selby dam went bankrupt in May.",
    "The attack on the embassy in Tunis killed six guards.",
    "The ferry operator Blue Line cancelled all sailings until Sunday.",
    "“The dam will hold through the winter,” said Maria Orlov, the mayor of Selby.",
    "“The dam will hold,” according to a new report by the Oslo-based Water Foundation.",
    "Mayor Maria Orlov said “the dam will hold” through the coming winter.",
    "Despite its size, Luxembourg hosts 3,000 investment funds.",
    "Brazil, Argentina and Chile will share the cost of the new rail tunnel.",
    "Floods in northern Ghana have displaced as many as 9,000 people since June!",
    "Heavy snow, not the strike, closed the airport at Split for nine hours.",
    "If the pumps fail, Northport will open the gates of the Selby dam.",
    "Spain allegedly paid the smugglers 2 million euros last year.",
    "As part of an alleged plot, Peru paid for the tools of four miners.",
    "Along with Serbia, which denied the claim, Albania sent troops to the border.",
    "As well as rice, maize and beans, Zambia imports most of its cooking oil.",
    "However, Chile has kept its embassy in Caracas open through the crisis.",
    "But Chile has kept its embassy in Caracas open through the crisis.",
    "Of course, no reservoir in Norway has ever been drained in winter.",
    "Only two of Iceland's nine smelters were working at the end of the year.",
]


@pytest.mark.parametrize("sentence", KEPT)
def test_a_sentence_that_stands_alone_is_kept_whole(sentence: str) -> None:
    """Nothing is cut from a sentence that needs no cutting, and no condition, denial or hedge ever."""
    assert [sentence] == told(f"{LEDE} {sentence}")[1:]


LONG = (
    "Austria has moved two brigades and forty trucks to the Brenner pass because the tunnel under the mountain, the "
    "longest in Europe, has been flooded twice since the beginning of last winter"
)

CUT = [
    ("Meanwhile, ", "up to 70 fishing boats have left the harbour of Essaouira.", ""),
    ("In addition, ", "Kenya will stop buying coal from its neighbours.", ""),
    ("Moreover, ", "Kenya will stop buying coal from its neighbours.", ""),
    ("As a result, ", "wheat prices in Cairo rose by a third in March.", ""),
    ("For example, ", "Malta refused 14 of 20 applications for asylum.", ""),
    ("And ", "the Bank of Ghana has already printed the new notes.", ""),
    ("Meanwhile, in addition, ", "Kenya will stop buying coal from its neighbours.", ""),
    ("LONDON (Reuters) - ", "British shops sold a tenth fewer toys this December.", ""),
    ("SHENYANG, China, Feb. 9, 2024 (Harbour Post) - ", "British shops sold a tenth fewer toys this December.", ""),
    ("(CNN)", "British shops sold a tenth fewer toys this December.", ""),
    ("NAIROBI, Kenya (AP) — ", "Kenya will stop buying coal from its neighbours.", ""),
    ("As part of a plan drawn up in June, ", "new floodgates now guard the mouth of the river Oder.", ""),
    ("In addition to fines, ", "the city of Turin has closed 31 restaurants since May.", ""),
    ("Along with Italy, ", "Austria has moved two brigades to the Brenner pass.", ""),
    ("As part of an effort that began around May, ", "tall steel fences now line the river Evros near Edirne.", ""),
    ("", LONG, ", which was the wettest since records began."),
]


@pytest.mark.parametrize(("opener", "kept", "tail"), CUT)
def test_what_only_joins_or_adds_is_left_outside(opener: str, kept: str, tail: str) -> None:
    """A connective, a dateline, a lead-in or a last relative clause stays outside the span."""
    assert [kept] == told(f"{LEDE}\n\n{opener}{kept}{tail}")[1:]


@pytest.mark.parametrize(
    "tail",
    [
        ", which officials in Vienna have denied.",
        ", which may not reopen before the summer.",
        ", which the ministry in Vienna reportedly knew.",
        ", although no water has reached the road.",
        ", according to the ministry in Vienna.",
    ],
)
def test_a_tail_that_bears_on_the_truth_is_never_cut(tail: str) -> None:
    """Denials, hedges, concessions and attributions stay, however long the sentence."""
    sentence = LONG + tail
    assert [sentence] == told(f"{LEDE}\n\n{sentence}")[1:]


REFUSED = [
    "He resigned from the board of the Selby dam in April.",
    "Three times as many as in 2022, and a fifth of the number before the flood.",
    "Some 60,000 people did so in 2019, the tourist office said.",
    "Fences of a new kind help the guards to keep it that way.",
    "The fence of 2012 that it replaces was shorter and in places no more than waist-high.",
    "Of that sum, worth about 770 dollars, less than half arrives in Selby.",
    "How many they were is unknown in Northport and in Selby.",
    "Whether the money of October arrived she does not know.",
    "None took place from February 2020 until the end of August.",
    "The other, a guard at the dam, said water had reached the road.",
    "Correction, 12 September 2023: The dam at Selby is 14 metres high and not 40.",
    "An earlier version of this article misstated the height of the Selby dam.",
    "She told reporters in Northport that the dam was safe.",
    "They have also built a second wall behind the Selby dam.",
    "It was the third time that the Selby dam had been drained.",
    "Its gates have not been opened since the winter of 1987.",
    "This was the third time that the Selby dam had been drained.",
    "These measures will cost the city of Northport a great deal.",
    "Such plans have failed in Northport at least twice before.",
    "The move surprised the owners of farms along the river.",
    "The group warns that farmers downstream may lose their land.",
    "The company's shares fell by a tenth in early trading.",
    "(The gates of the Selby dam were last opened in 1987.)",
    "Neither he nor Ivo Maric knew of the cracks in the dam.",
    "The same is true of the towns along the lower river.",
    "Two others were arrested near the border with Albania.",
    "The two men were arrested near the border with Albania.",
    "The 31-year-old was arrested near the border with Albania.",
    "The schoolboy said that water had reached the second floor.",
    "The new measures come into force at the end of April.",
    "Others argue that the Selby dam should have been repaired.",
    "Some say that the Selby dam should have been repaired.",
    "Much of it had been lost when the archive in Selby burned.",
    "Two months earlier, Northport had tested all of its pumps.",
    "Since then, Northport has tested all of its pumps twice.",
    "The following day, Northport tested all of its pumps twice.",
    "In April, he resigned from the board of the Selby dam.",
    "However, he resigned from the board of the Selby dam.",
    "Meanwhile, this has cost the city of Northport a great deal.",
    "In the new letter, his colleagues also asked for more money.",
    "Fees for such pumps have risen in every town along the river.",
    "The combined effect of these floods was felt as far as Essen.",
    "Why did the city of Northport drain the Selby reservoir so late?",
    "Water, mud and stones.",
    "How Northport drained the largest reservoir of the country",
    "We think that the city of Northport drained its reservoir too late.",
    "If you live near Selby, call the city of Northport at once.",
    "“The dam will hold through the winter, and through the spring.”",
    "“The dam will hold through the winter,” an official told Reuters.",
    "“The dam will hold through the winter,” said the group, which represents farmers in Kent.",
    "“We will hold through the winter,” he said in the town of Selby.",
    "A Polish soldier holds a lamp during a drill near Gdynia on May 3, 2016.",
    "A man stands on the stairs of a flooded school in Northport.",
    "Under water: The market of Northport has been closed since May.",
    "Jane Roe (left) opens the gates of the Selby dam in Northport.",
    "You can follow Jane Roe on Twitter, or write to her in Northport.",
    "Jane Roe is a freelance journalist who lives near Northport.",
    "Sign up for the morning letter from the newsroom in Northport.",
    "The drill near Gdynia involved more than 1,100 soldiers of four …",
    "right, has spent most of the winter in the town of Selby.",
    "(Read also: Northport drains the largest reservoir of the country.)",
]


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_cannot_be_understood_alone_is_no_statement(sentence: str) -> None:
    """Leaning sentences, questions, fragments, headings, captions and notes are left out."""
    assert [] == told(f"{LEDE}\n\n{sentence}")[1:]


@pytest.mark.parametrize(
    ("weighty", "light"),
    [
        (
            "Northport spends a tenth of its budget on pumps and gates.",
            "Northport spends a tenth of that sum on pumps and gates.",
        ),
        ("Selby's pumps are limited to the lower gates.", "Selby's water defences are not limited to its gates."),
        ("The mayor of Selby answered the letter.", "The mayor of Selby did not answer the letter."),
    ],
)
def test_what_says_little_weighs_little(weighty: str, light: str) -> None:
    """A sentence that must be guessed at, only leads on or tells that nobody answered weighs less than its like."""
    weights = []
    for sentence in (weighty, light):
        draft = statements.run(drafted(f"{LEDE} {sentence} Nothing else was said about water at all."))
        weights.append(draft.statements[1].weight)
    assert weights[0] > weights[1]


def test_a_quotation_over_several_sentences_is_no_statement() -> None:
    """A sentence from the middle of somebody's words would pass for the reporter's."""
    text = f"{LEDE}\n\n“The dam is old. Northport has never repaired the gates. Winter is near,” said Maria Orlov."
    assert not any("never repaired" in words and "Orlov" not in words for words in told(text))


def test_weights_lie_between_nought_and_one() -> None:
    """The best sentence of an article weighs one, and none more."""
    weights = [found.weight for found in statements.run(drafted(f"{LEDE} " + " ".join(KEPT))).statements]
    assert (1.0, True) == (max(weights), all(0 <= weight <= 1 for weight in weights))


def test_the_seeds_give_the_bullets_an_editor_would_choose(shared: Path) -> None:
    """The acceptance: the bullets of the written example are statements of the real articles."""
    seeds = sorted((shared / "seeds").glob("*.txt"))
    found = [" ".join(words.split()) for seed in seeds for words in told(seed.read_text("utf-8"))]
    openings = [
        "new high-grade fencing embellished with barbed wire now lines the Tumen River, including",
        "up to 600 North Koreans have reportedly 'vanished' following their forced deportation by China in October, as",
        "The border's security apparatus now features advanced CCTV systems equipped with long-range infrared",
        "In April, China deployed 150,000 troops to the North Korean border and also turned back a series of",
    ]
    assert openings == [opening for opening in openings if any(words.startswith(opening) for words in found)]


WORDS = st.sampled_from(
    """
    Meanwhile However In addition As part of the a group he she Maria Orlov said reportedly not if , , . . ? “ ” " ' : (
    ) which who may denied dam in April water 600 these such Selby
    """.split()  # noqa: SIM905 - words
)


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_every_span_holds_within_its_sentence(text: str) -> None:
    """Spans lie in their sentence and on word boundaries; what is cut at the back protects nothing."""
    draft = statements.run(drafted(text))
    for found in draft.statements:
        sentence = draft.sentences[found.sentence]
        assert sentence.start <= found.start < found.end <= sentence.end
        assert {found.start, found.end} <= {*draft.tokens.starts, *draft.tokens.ends}
        assert all(found.start <= gloss.at <= found.end for gloss in found.glosses)
        outside = text[sentence.start : found.start] + " " + text[found.end : sentence.end]
        assert not any(map(is_protected, outside.lower().split()))


@pytest.mark.parametrize(
    "text", ["", "_", "_ _ _", "a\n\n_\n\nb", "\u2028", "The", "“", "As part of", "Meanwhile,", "(CNN)"]
)
def test_a_text_of_almost_nothing_has_no_statement(text: str) -> None:
    """Sentences without a token, lone openers and marks are no statements and break nothing."""
    assert [] == told(text)


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "1" * 100_000, "“" * 50_000, "The group said. " * 3_000, "a, " * 60_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    """A line without a space, digits, marks and dangling sentences without end are done within seconds."""
    draft = drafted(text)
    begun = time.process_time()
    statements.run(draft)
    assert time.process_time() - begun < 2


def test_a_standfirst_weighs_less_than_the_lede() -> None:
    """What stands before the dateline leans on its headline; where no dateline follows, it is the lede."""
    standfirst = "Thousands of people were lifted from rooftops on the far side of the Selby river."
    lede = "SELBY — A flood on the Selby river drowned two islands on Monday and drove 16,000 people from their homes."
    before, plain = (
        statements.run(drafted(f"{standfirst}\n\n{text}")).statements[0].weight for text in (lede, lede[8:])
    )

    assert before < plain
