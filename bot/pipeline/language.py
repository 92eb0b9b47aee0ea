"""Step: which language it is, and whether the later steps can read it.

Most of what comes in is English, and a glance at its commonest words settles that in microseconds; other scripts tell
themselves. Only the rest is worth the language model, which takes half a second to load.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from bot.pipeline.draft import Draft

VERSION = 2

READ = frozenset({"en"})

CODES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
    te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 - words
)
# Languages in which news is published in numbers; the model knows others, and takes names and jargon for them.
NEWS = frozenset(
    """
    af am ar az be bg bn ca cs da de el en es et fa fi fr gu he hi hr hu hy id is it ja ka kk km kn ko ku ky lo lt lv
    mk ml mn mr ms my ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr ug uk ur uz vi zh
    """.split()  # noqa: SIM905 - words
)
# What three-letter codes and names sources write for the commonest languages.
_OTHER_NAMES = {
    "eng": "en", "english": "en", "deu": "de", "ger": "de", "german": "de", "fra": "fr", "fre": "fr", "french": "fr",
    "spa": "es", "spanish": "es", "por": "pt", "portuguese": "pt", "rus": "ru", "russian": "ru", "kor": "ko",
    "korean": "ko",
    "jpn": "ja", "japanese": "ja", "zho": "zh", "chi": "zh", "chinese": "zh", "ara": "ar", "arabic": "ar", "ita": "it",
    "italian": "it", "ukr": "uk", "ukrainian": "uk", "iw": "he", "in": "id",
}  # fmt: skip
# Scripts that one language uses before all others; the letters that tell its neighbours apart go to the model.
_SCRIPTS = (
    ("ko", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"),
    ("ja", "\u3040-\u30ff"),
    ("zh", "\u4e00-\u9fff"),
    ("th", "\u0e00-\u0e7f"),
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("bn", "\u0980-\u09ff"),
    ("my", "\u1000-\u109f"),
    ("km", "\u1780-\u17ff"),
    ("am", "\u1200-\u137f"),
)
_SHARED_SCRIPTS = (
    ("ru", "\u0400-\u04ff"),
    ("ar", "\u0600-\u06ff"),
    ("hi", "\u0900-\u097f"),
)
_BEYOND_LATIN = "\u0370-\u1cff\u2c80-\u2dff\u3040-\ud7ff"
# Function words that no other Latin-script language of the news has as its own common words.
_ENGLISH = frozenset(
    """
    the and of that with for from this which by his he she they their was were has have had been are is it its as at be
    would will who what when where said there than but not we you your our about after before into over because if
    """.split()  # noqa: SIM905 - words
)
_SURE = 0.1
_SAMPLE = 4000
_FEW_WORDS = 12


def run(draft: Draft) -> Draft:
    """Set the language and `read`."""
    language = valid(draft.raw.language) or detect(draft.text, valid(draft.language))
    return replace(draft, language=language, read=language in READ)


def valid(written: str | None) -> str | None:
    """The ISO 639-1 code in "en", "en-GB", "eng" or "English"; None where there is none."""
    first = re.split(r"[-_,; ]", (written or "").strip().lower(), maxsplit=1)[0]
    return _OTHER_NAMES.get(first) or (first if first in CODES else None)


def detect(text: str, claimed: str | None = None) -> str:
    """The language of the text; what the page claims decides only where the text leaves it open."""
    sample = text[:_SAMPLE]
    beyond = 0 if sample.isascii() else len(_letters(_BEYOND_LATIN).findall(sample))
    # one sign of Han or Hangul says as much as two or three letters, so a quarter is already most of the text
    if beyond * 4 > len(sample):
        return _by_script(sample, claimed)
    words = sample.lower().split()
    share = sum(word in _ENGLISH for word in words) / max(1, len(words))
    if share >= _SURE:
        return "en"
    if len(words) < _FEW_WORDS:
        return "en" if share or not claimed else claimed
    return _by_model(sample)


@cache  # most of them are never asked for, and each takes a millisecond to compile
def _letters(ranges: str) -> re.Pattern[str]:
    return re.compile(f"[{ranges}]")


def _by_script(sample: str, claimed: str | None) -> str:
    counts = {code: len(_letters(ranges).findall(sample)) for code, ranges in (*_SCRIPTS, *_SHARED_SCRIPTS)}
    if counts["ja"] * 10 > counts["zh"]:
        counts["ja"] += counts["zh"]
    best = max(counts, key=lambda code: counts[code])
    if best in dict(_SHARED_SCRIPTS):
        return _by_model(sample) if len(sample.split()) >= _FEW_WORDS else claimed or best
    return best


def _by_model(sample: str) -> str:
    return str(_model().classify(sample)[0])


@cache
def _model() -> Any:
    # Half a second to load, and English never needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(sorted(NEWS))
    return model
