"""How many publishers say so by themselves: reprints, and reports that credit one agency, are one voice. Pure.

`corroboration(articles).words` is "4 articles, 2 independent publishers (2 carry the same agency report)". In doubt two
articles are one voice: too few who confirm a report mislead nobody, too many do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.ports import Stored
from bot.pipeline import datelines
from bot.services.words import count
from bot.sources.links import host_of

# Those that sell reports to others, by all the names they sign with, parted by commas: one line, one agency.
AGENCIES = """
Associated Press, AP
Agence France-Presse, AFP
Reuters, Thomson Reuters
United Press International, UPI
Bloomberg, Bloomberg News
Dow Jones, Dow Jones Newswires
Press Association, PA Media
Deutsche Presse-Agentur, dpa
Agencia EFE, EFE
ANSA
Xinhua, Xinhua News Agency
China News Service
Kyodo, Kyodo News
Jiji Press, Jiji
Yonhap, Yonhap News Agency
KCNA, Korean Central News Agency
TASS, Itar-Tass
Interfax
RIA Novosti
Ukrinform
Canadian Press, CP
Australian Associated Press, AAP
Press Trust of India, PTI
Asian News International, ANI
Indo-Asian News Service, IANS
Anadolu Agency, Anadolu
Middle East News Agency, MENA
Tribune News Service
"""
_WIRE = re.compile(r"\b(?:wire|newswire|news agency|news service|press agency)\b", re.IGNORECASE)
_SIGNED = re.compile(r"[.!?”\"’)]\s*[-–—(\[]{0,3}\s*([A-Z][\w. /-]{1,40}?)[)\]]?\s*\Z")
_PLAIN = re.compile(r"[\W_]+")
_KNOWN = {
    _PLAIN.sub("", name.casefold()): line.split(",")[0]
    for line in AGENCIES.strip().split("\n")
    for name in line.split(",")
}
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SECOND = frozenset({"ac", "co", "com", "edu", "gov", "go", "ne", "net", "or", "org"})  # as in .co.uk
_SHARED = frozenset({"blogspot", "wordpress", "substack", "medium", "tumblr", "livejournal", "typepad", "github"})
_TAIL = 60


@dataclass(frozen=True, slots=True)
class Voice:
    """A publisher or agency that speaks for some of the articles.

    `reports` says of each of its reports how many carry it, most first; they are printed by `printers` publishers.
    """

    name: str
    agency: bool
    reports: tuple[int, ...]
    printers: int

    @property
    def articles(self) -> int:
        """How many rest on it."""
        return sum(self.reports)

    @property
    def words(self) -> str:
        """`2 carry the same agency report`; empty where it speaks in its own pages alone."""
        copied = [carriers for carriers in self.reports if carriers > 1]
        report = "agency report" if self.agency else "report"
        if self.printers < 2:
            return ""
        if self.agency and len(copied) < len(self.reports):
            return f"{self.articles:,} credit the same agency"
        same = f"the same {report}" if len(copied) == 1 else count(len(copied), report)
        return f"{sum(copied):,} carry {same}"


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What stands behind some articles; `articles` counts their copies at other publishers, too.

    `voices` are independent of each other, those with most articles first. `unknown` articles name no publisher.
    """

    articles: int
    voices: tuple[Voice, ...]
    unknown: int

    @property
    def publishers(self) -> int:
        """How many are independent of each other."""
        return len(self.voices)

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies whose reports are among them."""
        return tuple(voice.name for voice in self.voices if voice.agency)

    @property
    def words(self) -> str:
        """`4 articles, 2 independent publishers (2 carry the same agency report)`."""
        if not self.articles or not self.voices:
            return f"{count(self.articles, 'article')}, publisher unknown"
        shared = [voice.words for voice in self.voices if voice.words]
        unknown = [f"{self.unknown:,} of unknown publishers"] if self.unknown else []
        alone = self.publishers == 1 and not shared
        who = count(self.publishers, "publisher" if alone else "independent publisher")
        aside = "; ".join((*shared, *unknown))
        return f"{count(self.articles, 'article')}, {who}" + (f" ({aside})" if aside else "")


@dataclass(frozen=True, slots=True)
class _Report:
    origin: str | None
    agency: bool
    carriers: frozenset[str]


def corroboration(articles: Iterable[Stored]) -> Corroboration:
    """Who stands behind these articles, each taken once."""
    by_number = {each.number: each for each in articles}
    stored = [by_number[number] for number in sorted(by_number)]
    publishers = {_key(name) for each in stored for name in _carriers(each)}
    groups: defaultdict[str, list[_Report]] = defaultdict(list)
    unknown = 0
    for report in (_report(each, publishers) for each in stored):
        if report.origin:
            groups[_key(report.origin)].append(report)
        else:
            unknown += 1
    voices = sorted((_voice(reports) for reports in groups.values()), key=lambda voice: (-voice.articles, voice.name))
    return Corroboration(sum(voice.articles for voice in voices) + unknown, tuple(voices), unknown)


def _voice(reports: Sequence[_Report]) -> Voice:
    return Voice(
        name=next(report.origin for report in reports if report.origin),
        agency=any(report.agency for report in reports),
        reports=tuple(sorted((len(report.carriers) for report in reports), reverse=True)),
        printers=len(frozenset().union(*(report.carriers for report in reports))),
    )


def _report(stored: Stored, publishers: Iterable[str]) -> _Report:
    carriers = _carriers(stored)
    printed = frozenset(map(_key, carriers)) or frozenset({""})
    if credited := _agency(stored, carriers, frozenset(publishers)):
        return _Report(credited, agency=True, carriers=printed)
    return _Report(carriers[0] if carriers else None, agency=False, carriers=printed)


def _carriers(stored: Stored) -> list[str]:
    """Who prints it, each once, the likeliest first to have it before the others."""
    own, day = stored.publisher or host_of(stored.article.url or ""), (stored.article.published or "")[:10]
    others = [(copy.published or "", copy.publisher or host_of(copy.url or "")) for copy in stored.copies]
    before = sorted((at, name) for at, name in others if name and day and at and at[:10] < day)
    named = [name for _, name in before] + [own] + [name for _, name in others]
    found: dict[str, str] = {}
    for name in filter(None, named):
        found.setdefault(_key(name), name)
    return list(found.values())


def _agency(stored: Stored, carriers: Sequence[str], publishers: frozenset[str]) -> str | None:
    """The agency that a report names as its own, in the dateline, the byline or below it, or that prints it."""
    article = stored.article
    for name in (datelines.read(article.text).agency, *(article.byline or "").split(", "), _signed(article.text)):
        plain = _key(name or "")
        if not name or plain == _key(stored.publisher or ""):
            continue
        if plain in _KNOWN or _WIRE.search(name):
            return _KNOWN.get(plain, name)
        if plain in publishers:
            return name
    return next((_KNOWN.get(_key(name), name) for name in carriers if _key(name) in _KNOWN or _WIRE.search(name)), None)


def _signed(text: str) -> str | None:
    found = _SIGNED.search(text[-_TAIL:])
    return found and found[1].strip()


def _key(name: str) -> str:
    """The same for a publisher's name however it is written: `The Example Post`, `examplepost.com`, `news.…co.uk`."""
    plain = name.strip().casefold()
    return _site(plain) if _HOST.fullmatch(plain) else _PLAIN.sub("", plain.removeprefix("the "))


def _site(host: str) -> str:
    """The part of a host that is the publisher's own name; the whole host where many publish."""
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND:
        labels.pop()
    return _PLAIN.sub("", host if labels[-1] in _SHARED else labels[-1])
