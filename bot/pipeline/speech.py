"""Words with which reports say that somebody said something, and who that is; shared by quotes and figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from bot.core.article import Quote, Span
from bot.pipeline.draft import Draft, Tokens
from bot.pipeline.phrases import AFTERWARDS, complement, is_capital, is_mark, opening_subject, skip_adverbs, subject
from bot.pipeline.wordlists import listed

VERBS = listed(
    """
    say says said saying tell tells told telling add adds added adding state states stated stating announce announces
    announced announcing claim claims claimed claiming report reports reported reporting write writes wrote written
    writing warn warns warned warning note notes noted noting insist insists insisted insisting deny denies denied
    denying explain explains explained explaining argue argues argued arguing estimate estimates estimated estimating
    confirm confirms confirmed confirming declare declares declared declaring acknowledge acknowledges acknowledged
    acknowledging suggest suggests suggested suggesting reveal reveals revealed revealing allege alleges alleged
    alleging assert asserts asserted asserting ask asks asked asking reply replies replied replying respond responds
    responded responding answer answers answered answering admit admits admitted admitting concede concedes conceded
    conceding complain complains complained complaining conclude concludes concluded concluding continue continued
    continues continuing recall recalls recalled recalling remark remarks remarked remarking observe observes observed
    tweet tweets tweeted tweeting post posted comment comments commented commenting joke jokes joked joking quip quips
    quipped vow vows vowed vowing pledge pledges pledged pledging promise promises promised promising predict predicts
    predicted predicting stress stresses stressed stressing emphasize emphasized emphasizes emphasise emphasised
    emphasises emphasizing urge urges urged urging call calls called calling describe describes described describing
    accuse accuses accused accusing criticize criticizes criticized criticise criticised denounce denounces denounced
    denouncing condemn condemns condemned condemning praise praises praised praising blast blasts blasted blasting slam
    slams slammed slamming mock mocked mocking label labels labeled labelled labeling dub dubs dubbed boast boasts
    boasted boasting brag bragged testify testifies testified testifying contend contends contended contending maintain
    maintains maintained maintaining reiterate reiterates reiterated reiterating repeat repeated repeats repeating shout
    shouts shouted shouting yell yelled yelling scream screamed cry cried whisper whispered chant chanted chanting
    declined refused demand demands demanded demanding dismiss dismisses dismissed dismissing express expresses
    expressed expressing hint hints hinted indicate indicates indicated indicating inform informs informed lament
    laments lamented mention mentions mentioned object objected point points pointed pointing proclaim proclaims
    proclaimed propose proposes proposed question questions questioned read reads remind reminds reminded cite cites
    cited citing speak speaks spoke speaking talk talked talking think thinks thought believe believes believed
    apologize apologized apologise apologised defend defended defending advise advised agree agrees agreed caution
    cautions cautioned cautioning charge charges charged charging clarify clarified counter counters countered elaborate
    elaborated exclaim exclaimed opine opined plead pleaded rejoin retort retorted underscore underscored underscoring
    blame blames blamed blaming vent voice voiced wonder wonders wondered wondering swear swore rail railed rip ripped
    lash lashed tout touts touted touting refer refers referred referring characterize characterized characterizes
    depict depicted portray portrayed invoke invoked quote quotes quoted quoting thank thanked disclose disclosed
    discloses
    """
)
# Verbs whose subject vouches for what follows; the others of VERBS also blame, praise, call or refuse.
TELLING = listed(
    """
    say says said saying tell tells told add adds added adding state states stated stating announce announces announced
    announcing claim claims claimed claiming report reports reported reporting write writes wrote warn warns warned
    warning note notes noted noting insist insists insisted explain explains explained argue argues argued estimate
    estimates estimated estimating confirm confirms confirmed declare declares declared acknowledge acknowledges
    acknowledged suggest suggests suggested reveal reveals revealed allege alleges alleged alleging assert asserts
    asserted predict predicts predicted testify testified testifies contend contends contended maintain maintains
    maintained conclude concludes concluded admit admits admitted concede concedes conceded disclose disclosed discloses
    deny denies denied tweeted tweets recalled recall recalls complained complains indicated indicate indicates believe
    believes believed reiterated cautioned
    """
)
# Those whose object is a thing as often as a statement: "they found a body", "sales showed growth".
SHOWING = listed("find finds found show shows showed shown calculate calculates calculated")
# Forms that are nouns as often as verbs: "the report", "state television", "police claims".
DOUBLE = listed(
    """
    report reports state states claim claims note notes estimate estimates warning comment comments joke jokes promise
    pledge vow question questions demand demands charge charges tweet tweets post remark remarks answer answers reply
    caution stress call calls label point points thought object counter voice read cry tout quote quotes talk praise
    counters voices blast recall repeat
    """
)
DETERMINERS = listed(
    """
    the a an this that these those his her its their our my your some any no such each every another 's ’s of recent new
    first early false official initial latest earlier and in on with for from by to at
    """
)
NARROWING = listed("a an the its their his her early earlier recent latest own previous independent local")
AUXILIARIES = listed("is are was were has have had will would can could may might must should did do does")
OBJECTS = listed("that it to him her them of")
PASSIVE = listed("was were is are be been being isn't wasn't aren't weren't get got")
DENIED = listed(
    """
    to not didn't did doesn't would could should may might must can will cannot won't n't never
    """
)


class Cue(NamedTuple):
    """A verb of speech, or "according to", and who speaks; `done` is false where it was not or only may be said."""

    at: int
    speaker: range
    done: bool = True


def reported_by(draft: Draft, sentence_index: int) -> Span | None:
    """Who says what is told in this sentence, as written; None where the article itself tells it."""
    sentence = draft.sentences[sentence_index]
    quotes = _quotes_of(draft.quotes, sentence)
    for quote in quotes:
        if quote.start - 1 <= sentence.start and sentence.end <= quote.end + 1:
            return _speaker_span(quote)
    tokens = draft.tokens
    low, high = tokens.firsts[sentence_index], tokens.firsts[sentence_index + 1]
    hidden = {at for one in quotes for at in _tokens_in(tokens, one, low, high)}
    found = [cue for cue in cues(tokens.words, low, high, hidden) if cue.done and _vouches(tokens.words, cue.at)]
    best = min(
        found, key=lambda cue: tokens.words[cue.at].lower() in VERBS or tokens.words[cue.at] in SHOWING, default=None
    )
    return span_of(tokens, best.speaker) if best else None


def _tokens_in(tokens: Tokens, quote: Quote, low: int, high: int) -> range:
    """The tokens between `low` and `high` that begin inside the quote."""
    return range(bisect_left(tokens.starts, quote.start, low, high), bisect_left(tokens.starts, quote.end, low, high))


def span_of(tokens: Tokens, places: range) -> Span:
    """The text that a range of tokens covers."""
    return Span(tokens.starts[places.start], tokens.ends[places.stop - 1])


def cues(words: Sequence[str], low: int, high: int, hidden: Container[int] = ()) -> Iterator[Cue]:
    """Every place between two tokens where somebody is said to speak, in order; `hidden` tokens are words quoted."""
    last: range | None = None
    for at in range(low, high):
        if words[at] not in TRIGGERS or at in hidden:
            continue
        speaker = _speaker(words, at, low, high, last)
        if speaker and speaker.start not in hidden:
            last = speaker
            yield Cue(at, speaker, at == low or words[at - 1].lower() not in DENIED)


_TRIGGERS = VERBS | SHOWING | {"according", "per"}
TRIGGERS = _TRIGGERS | {word.capitalize() for word in _TRIGGERS}


def _speaker(words: Sequence[str], at: int, low: int, high: int, last: range | None) -> range | None:
    lower = words[at].lower()
    if lower == "according":
        return complement(words, at + 2, high) if words[at + 1 : at + 2] == ["to"] else None
    if lower == "per":
        return complement(words, at + 1, high) if at > low and words[at - 1].lower() == "as" else None
    if lower in SHOWING and words[at + 1 : at + 2] != ["that"]:
        return None
    before = skip_adverbs(words, at, low)
    if before < low or (is_mark(words[before]) and words[before] != ","):
        return _said_after(words, at, low, high)
    if _is_noun(words, at, before) or _is_adjective(words, at):
        return None
    return (
        _inverted(words, at, low, high) or _of_verb(words, at, before, low, last) or _said_after(words, at, low, high)
    )


def _of_verb(words: Sequence[str], at: int, before: int, low: int, last: range | None) -> range | None:
    """The subject of a verb of speech; a participle and a second verb share that of the first."""
    ahead = words[before].lower()
    if ahead in PASSIVE:
        return subject(words, before, low) if words[at].lower().endswith("ing") else None
    if ahead == "to" or words[at].lower().endswith("ing") or ahead in {"and", "or"}:
        return last or opening_subject(words, low, at)
    if ahead in DENIED:
        return subject(words, before, low)
    return subject(words, at, low)


def _said_after(words: Sequence[str], at: int, low: int, high: int) -> range | None:
    """For "…, said Jane Doe": Jane Doe. Only for forms that stand before their subject."""
    lower = words[at].lower()
    if lower.endswith("ing") or at + 1 >= high or words[at + 1].lower() in OBJECTS:
        return None
    if at > low and not is_mark(words[at - 1]):
        return None
    return complement(words, at + 1, high, AFTERWARDS)


def _is_adjective(words: Sequence[str], at: int) -> bool:
    """For "an estimated 200 tonnes", "a reported cost", "earlier reporting by the Courier"."""
    ahead = words[at - 1].lower() if at else ""
    return words[at].lower().endswith(("ed", "ing")) and ahead in NARROWING


def _inverted(words: Sequence[str], at: int, low: int, high: int) -> range | None:
    """For "A prisoner may see a lawyer once, said Jane Doe, who …": the name, not the clause before it."""
    if at <= low or words[at - 1] != "," or AUXILIARIES.isdisjoint(word.lower() for word in words[low : at - 1]):
        return None
    name = complement(words, at + 1, high, AFTERWARDS)
    return name if name and len(name) > 1 and all(is_capital(words[place]) for place in name) else None


def _is_noun(words: Sequence[str], at: int, before: int) -> bool:
    if words[at].lower() not in DOUBLE:
        return False
    if words[before].lower() in DETERMINERS:
        return True
    if words[at][0].isupper():
        return True
    follows = words[at + 1] if at + 1 < len(words) else "."
    if follows in {"of", "for", "about", "against"}:
        return True
    if follows in {"that", '"', "“", ":", ","} or words[before] in {"he", "she", "they"}:
        return False
    # "Smith claims victory", but "Korean state television".
    return not (is_capital(words[before]) and words[at].endswith("s"))


def _vouches(words: Sequence[str], at: int) -> bool:
    lower = words[at].lower()
    return lower in TELLING or lower in SHOWING or lower in {"according", "per"}


def _quotes_of(quotes: tuple[Quote, ...], sentence: Span) -> tuple[Quote, ...]:
    """The quotes that share words with a sentence; quotes stand in order."""
    low = bisect_right(quotes, sentence.start, key=attrgetter("end"))
    high = bisect_right(quotes, sentence.end, key=attrgetter("start"))
    return quotes[low:high]


def _speaker_span(quote: Quote) -> Span | None:
    if quote.speaker_start is None or quote.speaker_end is None:
        return None
    return Span(quote.speaker_start, quote.speaker_end)
