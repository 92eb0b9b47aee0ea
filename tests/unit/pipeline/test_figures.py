from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import DateMention, Figure, RawDocument
from bot.core.evidence import prove_figure
from bot.pipeline import figures, tokens
from bot.pipeline.draft import Draft
from bot.pipeline.steps import prepare


def prepared(text: str, dates: tuple[DateMention, ...] = ()) -> Draft:
    """The draft after this step, with tokens and the dates given."""
    draft = tokens.run(Draft(RawDocument("test", text=text), text=text, language="en", dates=dates))
    return figures.run(draft)


def found(text: str) -> list[Figure]:
    """The figures of a text."""
    return list(prepared(text).figures)


def shown(text: str) -> list[str]:
    """Figures as "change value unit", a range with two dots."""
    return [f"{one.change} {amount(one)} {one.unit}" for one in found(text)]


def amount(one: Figure) -> str:
    """A value or a range, briefly."""
    return f"{one.value:.12g}" if one.value is not None else f"{one.low:.12g}..{one.high:.12g}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Beijing sent 150,000 troops to the river.", ["= 150000 troop"]),
        ("Up to 600 North Koreans have vanished.", ["< 600 north korean"]),
        ("Guards line the 880-mile border.", ["= 880 mile"]),
        ("More than 1,100 troops joined the drill.", ["> 1100 troop"]),
        ("Nearly two dozen villages were flooded.", ["~ 24 village"]),
        ("Hundreds of refugees crossed.", ["= 100..1000 refugee"]),
        ("Some 300 residents were moved.", ["~ 300 resident"]),
        ("At least 12 people died.", ["> 12 people"]),
        ("No more than 40 shops are open.", ["< 40 shop"]),
        ("They built 20 coal-fired power plants.", ["= 20 coal-fired power plant"]),
        ("It rents out 1,000+ houses.", ["> 1000 house"]),
        ("The plan costs $3.9 million.", ["= 3900000 dollar"]),
        ("The plan costs $1.2bn a year.", ["= 1200000000 dollar per year"]),
        ("It was sold for USD10m in May.", ["= 10000000 dollar"]),
        ("A fee of RM23.50 is due.", ["= 23.5 malaysian ringgit"]),
        ("It was an PS8.1bn bid.", ["= 8100000000 pound sterling"]),
        ("Profit rose by Y=40 billion.", ["up 40000000000 yen"]),
        ("It was revised upwards by $2 million.", ["up 2000000 dollar"]),
        ("The film sold 2.7m tickets.", ["= 2700000 ticket"]),
        ("The wall is 14m high.", ["= 14 metre"]),
        ("Output fell to 800,000 barrels a day.", ["= 800000 barrel per day"]),
        ("A third of the crop was lost.", ["= 0.333333333333 -"]),
        ("One in five children is hungry.", ["= 0.2 -"]),
        ("Revenue grew sixfold.", ["up 6 fold"]),
        ("The train runs at 80 km/h.", ["= 80 kilometre per hour"]),
        ("It weighs 455g.", ["= 455 gram"]),
        ("Half a century passed.", ["= 0.5 century"]),
        ("Some 16.1 million were made.", ["~ 16100000 -"]),
        ("Two police officers were hurt.", ["= 2 police officer"]),
        ("One of Karnes' clients called.", ["= 1 karnes client"]),
        ("Another 12 were injured.", ["= 12 -"]),
        ("At least 10-fold more is needed.", ["> 10 fold"]),
        ("He left $-50.8bn behind.", ["down 50800000000 dollar"]),
        ("It is 5€ or 100 USD each.", ["= 5 euro"]),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    """Counts, money, measures, fractions and rates are read with their modifier and unit."""
    assert expected == shown(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prices rose by 5% in May.", ["up 5 percentage"]),
        ("Prices fell 5% to $2.3 billion.", ["down 5 percentage", "= 2300000000 dollar"]),
        ("The index was down nearly 2 per cent.", ["down 2 percentage"]),
        ("The index lost 190 points, or 0.6%.", ["down 190 point", "down 0.6 percentage"]),
        ("They cut output by 400,000 barrels.", ["down 400000 barrel"]),
        ("An increase of 60,600 jobs was seen.", ["= 60600 job"]),
        ("He gave up 517 yards.", ["= 517 yard"]),
        ("Stoxx -1.3% and Dax +2%.", ["down 1.3 percentage", "up 2 percentage"]),
        ("Exports fell from 500 tonnes to 300 tonnes.", ["down 500 tonne", "= 300 tonne"]),
    ],
)
def test_changes(text: str, expected: list[str]) -> None:
    """Amounts of rise and fall are told from levels."""
    assert [one.split(" ", 1)[1] for one in expected] == [one.split(" ", 1)[1] for one in shown(text)]
    assert expected[-1] == shown(text)[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between 500 and 600 people fled.", ["= 500..600 people"]),
        ("Some 500-600 people fled.", ["~ 500..600 people"]),
        ("A fine of $3 billion to $5 billion is due.", ["= 3000000000..5000000000 dollar"]),
        ("It holds four to five thousand people.", ["= 4000..5000 people"]),
        ("It takes three or four years.", ["= 3..4 year"]),
        ("On a 7- or 8-inch screen.", ["= 7 inch", "= 8 inch"]),
        ("It costs 8 or $9.", ["= 8 dollar", "= 9 dollar"]),
        ("They took 460 vehicles, compared with 63 in June.", ["= 460 vehicle", "= 63 vehicle"]),
    ],
)
def test_ranges(text: str, expected: list[str]) -> None:
    """Ranges are one figure, choices and comparisons two that share their unit."""
    assert expected == shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Boeing 737 jets are grounded.",
        "Under Article 5 of the pact.",
        "The Peace Mission-2016 drill ended.",
        "In 2019 it closed.",
        "Sales of 2018 were good.",
        "On March 29 it ends.",
        "On 19 September 2016 it ended.",
        "Call 555-123-4567 now.",
        "It began at 9:01 p.m. on Friday.",
        "It began at 9 p.m. there.",
        "They won 2-1 at home.",
        "The 10th record fell.",
        "In the 1990s and the ’90s.",
        "One day one could see it.",
        "Nobody knows which one it was.",
        "Use the iPhone 11 Pro.",
        "It runs on a PS5 at home.",
        "Put X=3 and Y=4 there.",
        "COVID-19 spread.",
        "The P5+1 group met.",
        "He is number 1-244 of them.",
        "It has 1.99×10 of it.",
        "See Matt. 6:10 there.",
        "Fans of the Fortune 500 list.",
        "1. Wash it.",
        "Read the S23 and 007 and 1,5 and 1.234,5 numbers.",
    ],
)
def test_names_and_dates(text: str) -> None:
    """Numbers of models, articles, years, days, hours, scores and telephones are no figures."""
    assert [] == shown(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 65-year-old left.", "65-year-old"),
        ("He is 30 years old.", "30 years old"),
        ("Joe Maddon, 66, has left.", "66"),
        ("A girl aged 10 was found.", "10"),
    ],
)
def test_ages(text: str, expected: str) -> None:
    """Ages are figures in years of age."""
    (one,) = found(text)
    assert (expected, "year age") == (text[one.start : one.end], one.unit)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The bank holds 25% of the deal.", "deal"),
        ("Guards line the 880-mile border in the north.", "border"),
        ("It had sales of 5,835 units.", "sales"),
        ("On Monday the Nasdaq fell 2.5%.", "Nasdaq"),
        ("Acme, which was founded in Oslo, employs 600 people.", "Acme"),
        ("A drop in the number of defectors reaching Seoul, from over a thousand.", "defectors reaching Seoul"),
        ("The field is seven miles (11 km) long.", "field"),
        ("The set will cost $200.", "set"),
        ("A retired teacher might withdraw 2.7%.", "retired teacher"),
        ("The price is 13 dollars while a gross is 144 dollars.", "gross"),
        ("Melting ice could cause sea levels to rise 11 feet.", "sea levels"),
        ("Shares rise 5% in Asia.", "Shares"),
        ("One in five voters has left.", "voters"),
        ("Customers with more than $7.5 million lose.", "Customers"),
        ("Sales in the US rose 60% to $3.9 million, up from $2.4 million.", "Sales in the US"),
        ("It costs $5.", ""),
        ("Trade between Oslo and Bergen more than doubled last year to $2.3 billion.", "Trade between Oslo and Bergen"),
        ("Arrivals stood at 1,127 in 2017 and 1,137 in 2018.", "Arrivals"),
        ("Agents count barely half of last year's traffic.", "traffic"),
        ("In 2014 the South took in $1,418.", "South"),
        ("Several Asian outlets reported that 150,000 troops were on the move.", ""),
        ("A drill on July 18 lasted nine hours.", "drill"),
    ],
)
def test_what(text: str, what: str) -> None:
    """What is counted or measured comes from the words after, before, or the subject, and never from a pronoun."""
    assert what == found(text)[-1].what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The bank cut its key rate to 5%.", "key rate"),
        ("Acme raised its forecast for next year to $5 million from $4 million.", "forecast"),
        ("The firm boosted its dividend 20%.", "dividend"),
        ("Experts valued the painting at $5 million.", "painting"),
        ("Acme agreed to sell its paper mill to a rival for $370 million.", "paper mill"),
        ("The change makes the car 5 kilograms lighter.", "car"),
        ("The news wiped more than $340 million off the firm's value.", "firm's value"),
        ("Acme set a record with 5,000 units.", "record"),
        ("The bank cut 500 jobs.", "bank"),
        ("The rate was cut to 5%.", "rate"),
        ("The ship brought supplies to 20 islands.", "ship"),
    ],
)
def test_what_a_verb_is_said_of(text: str, what: str) -> None:
    """What a verb moves, prices or sells is what the quantity measures, and not who does so."""
    assert what == found(text)[-1].what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Acme spent the pause to train, dropping from 90 kilograms to 80 kilograms.", "Acme"),
        ("Officials asked the court to pay $5 million.", "court"),
        ("The judge ordered the firm to pay $5 million.", "firm"),
        ("The clerk filed a letter to win $5 million.", "clerk"),
        ("It was the first of the models to come from Acme and offers 536 horsepower.", ""),
        ("The new pump is the first model to come from Acme and offers 536 horsepower.", "new pump"),
        ("The deficit hit its highest level in a decade, having increased by $43 million.", "deficit"),
        ("Parents who moved in May left more to their daughter Maria, who was 10.", "daughter Maria"),
        ("Shoppers in Ohio who earn $500 can pay.", "Shoppers"),
        ("A defence that gave up 517 yards lost.", "defence"),
        ("A team that arrived on Monday saw 100 people.", "team"),
        ("Sampling in the summer found 4 ppb.", "Sampling in the summer"),
        ("The St. Louis company earned $45.2 million.", "St. Louis company"),
        ("The price is 13 dollars, while diamonds typically score 50 dollars.", "diamonds"),
        ("The share of the vote was 5 per cent for men and 6 per cent for women.", "women"),
    ],
)
def test_whose_clause_it_is(text: str, what: str) -> None:
    """The subject is that of the quantity's own clause, past asides, relative clauses and purposes."""
    assert what == found(text)[-1].what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("More than 6 million homes, including 1.5 million in the Ohio region, lost power.", "Ohio region"),
        ("The index rose 5% in the Ohio region.", "index"),
        ("There are 5,000 students at the Oslo academy.", "Oslo academy"),
        ("Two deputies were fired, and eight clerks left the agency.", ""),
        ("A 60-year-old might take 2% and a 65-year-old would take 3%.", "65-year-old"),
        ("The policy predicts that 750,000 were sold.", ""),
        ("Profit fell, according to the average of eight estimates.", ""),
        ("Properties including: Elm House, Oslo, worth $5 million, Ash House, Bern, $6 million.", "Properties"),
        ("Frequency fell to 49.5 Hz on 9 May, 49.6 Hz on 20 June and 49.7 Hz on 11 July.", "Frequency"),
        ("The probe made a 5-mile (8 km) journey.", "journey"),
        ("The ban was a penalty with claims of $12 million of losses.", "losses"),
        ("Fans paid $200 million in the first half.", "Fans"),
        ("Acme reported net income rose 5%.", "net income"),
        ("Acme reported sales of $5 million for the quarter, up 39%.", "sales"),
        ("Acme posted a one-time charge of $8 million.", "one-time charge"),
        ("You can see the pound going to $1 in the event of a vote.", "pound"),
        ("(CNN)Nine workers are missing.", ""),
    ],
)
def test_what_stands_beside(text: str, what: str) -> None:
    """Parts, lists and repetitions take the words that name them; a quantity that is a subject itself takes none."""
    assert what == found(text)[-1].what


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Meanwhile, up to 600 people fled.", "up to 600"),
        ("It is a mere few dozen now.", "a mere few dozen"),
        ("It costs about US $5 million.", "about US $5 million"),
        ("The 880-mile border.", "880-mile"),
        ("It weighs just under 5 kg.", "just under 5 kg"),
        ("The yard was under 80 centimetres of water.", "80 centimetres"),
        ("Between 5 and 6 litres.", "Between 5 and 6 litres"),
    ],
)
def test_spans(text: str, words: str) -> None:
    """A span holds the number with its modifier, sign and unit."""
    (one,) = found(text)
    assert words == text[one.start : one.end]


def test_dates() -> None:
    """A figure takes the date of its own clause, and none where that date is not resolved."""
    text = "It fell from over a thousand in 2019 to a mere few dozen last year."
    dates = tuple(
        DateMention(text.index(words), text.index(words) + len(words), value)
        for words, value in (("2019", "2019"), ("last year", None))
    )
    assert ["2019", None] == [one.date for one in prepared(text, dates).figures]


def test_leading_date() -> None:
    """A date that opens the sentence holds for its figures; one without a year for none."""
    text = "In 2018, sales grew by 125,600 units or 2.2 per cent."
    assert ["2018", "2018"] == [one.date for one in prepared(text, (DateMention(3, 7, "2018"),)).figures]
    assert [None, None] == [one.date for one in prepared(text, (DateMention(3, 7, "XXXX-04"),)).figures]


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Reportedly, 600 people fled.", True),
        ("An estimated 600 people fled.", True),
        ("Exactly 600 people fled.", False),
        ("Rumours spread; 600 people fled; it was believed.", False),
    ],
)
def test_hedges(text: str, *, hedged: bool) -> None:
    """Words of doubt near a figure mark it."""
    assert hedged == found(text)[0].hedged


def test_by() -> None:
    """Who says so is named as written, and not where it is a pronoun or the article itself."""
    text = "About 600 people fled, according to a Seoul-based human rights group. It said 20 died. Some 7 left."
    assert ["a Seoul-based human rights group", None, None] == [one.by for one in found(text)]


def test_seeds(shared: Path) -> None:
    """The key figures of the two seed articles are found as an editor would state them."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    articles = [prepare(RawDocument("seed", text=text)) for text in texts]
    rows = {article.text[one.start : one.end]: one for article in articles for one in article.figures}
    vanished, before, after = rows["up to 600"], rows["over a thousand"], rows["a mere few dozen"]
    assert (600, "<", "north korean", True, None) == (
        vanished.value, vanished.change, vanished.unit, vanished.hedged, vanished.date,
    )  # fmt: skip
    assert vanished.by == "a Seoul-based human rights group"
    assert (1000, ">", "2019") == (before.value, before.change, before.date)
    assert (24, 99, None) == (after.low, after.high, after.date)
    assert all("defectors" in one.what for one in (before, after))
    assert (880, "mile", "border") == (rows["880-mile"].value, rows["880-mile"].unit, rows["880-mile"].what)
    assert (150_000, "troop") == (rows["150,000"].value, rows["150,000"].unit)
    assert not any("2016" in words or words == "19" for words in rows)


def refused(draft: Draft) -> list[str]:
    """Why figures of the draft cannot be proved."""
    reasons = []
    for one in draft.figures:
        sentence = next(place for place in draft.sentences if place.start <= one.start < place.end)
        reasons += [reason] if (reason := prove_figure(draft.text, one, sentence)) else []
    return reasons


VOCABULARY = st.sampled_from(
    """
    600 1,600 3.9 million up to about over at least nearly $ % - – ( ) , . ; from in 2019 people North Koreans troops
    one two twenty five dozen hundreds thousands of fell rose by km kg g m -year-old half third a the and or between
    per day US £ bn was 49.79 1,5 10th Boeing 737 aged 66 Kim said border -mile "
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
SENTENCES = st.lists(st.tuples(VOCABULARY, st.sampled_from(["", " ", " "])), max_size=25).map(
    lambda parts: "".join(word + space for word, space in parts)
)


@given(SENTENCES)
def test_found_is_proved(text: str) -> None:
    """Whatever the step finds, the prover proves."""
    assert [] == refused(prepared(text))


@given(SENTENCES, st.integers(min_value=1, max_value=9))
def test_changed_digit_is_refused(text: str, step: int) -> None:
    """After any digit of its span is changed a figure is no longer proved."""
    draft = prepared(text)
    for one in draft.figures:
        sentence = next(place for place in draft.sentences if place.start <= one.start < place.end)
        for at in range(one.start, one.end):
            if text[at].isdigit():
                other = text[:at] + str((int(text[at]) + step) % 10) + text[at + 1 :]
                assert prove_figure(other, one, sentence)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Whatever the text, the spans lie inside it, in order, with numbers that are set."""
    for one in found(text):
        assert 0 <= one.start < one.end <= len(text)
        assert (one.value is None) == (one.low is not None) == (one.high is not None)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "9" * 100_000,
        "1-" * 50_000,
        "9 " * 50_000,
        "one " * 50_000,
        "up " * 50_000 + "5%",
        "$" * 100_000,
    ],
    ids=["letters", "digits", "dashes", "nines", "ones", "ups", "dollars"],
)
def test_long_lines(text: str) -> None:
    """A line of any length is read in time that grows with its length alone."""
    started = time.process_time()
    found(text)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oil cost 11,000 won in the market.", ["= 11000 won"]),
        ("Rice holds at 5,000 won a kilogram.", ["= 5000 won per kilogram"]),
        ("She sends a million won to her mother.", ["= 1000000 won"]),
        ("In all, 1,200 won the lottery.", ["= 1200 -"]),
        ("The lamps went out at 8.40 on Monday evening.", []),
        ("About seven in ten of the buyers left.", ["~ 0.7 -"]),
        ("A reading below 50 indicates falling output.", ["< 50 -"]),
        ("It was told by four Chinese forwarding agents.", ["= 4 chinese forwarding agent"]),
    ],
)
def test_money_hours_and_shares(text: str, expected: list[str]) -> None:
    """Won is money behind a large sum, an hour with a point is none, "seven in ten" is a share."""
    assert expected == shown(text)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The harbour served an estimated 12,000 plates on Sunday.", None),
        ("A bridge finished at a reported cost of 2.2 billion yuan stands empty.", None),
        ("A prisoner may write four letters a year, said Ana Ruiz, a lawyer.", "Ana Ruiz"),
        ("Legitimate claims for work in four years came to nothing.", None),
    ],
)
def test_who_says_it_is_somebody(text: str, by: str | None) -> None:
    """Adjectives made of verbs of speech name nobody; the name behind "said" goes before the clause ahead of it."""
    assert by == found(text)[0].by


def test_a_correction_gives_no_figures() -> None:
    """The figure that was wrong is not told again."""
    note = "Correction, 12 May 2023: An earlier version of this article said 40 kilometres. It is 14 kilometres."
    assert ["= 14 kilometre"] == shown(f"The fence is 14 kilometres long.\n\n{note}")
