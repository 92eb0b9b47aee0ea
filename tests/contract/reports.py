"""One agency report as five publishers carry it, and a report that only looks like it."""

from __future__ import annotations

from bot.core.ports import Prepared
from tests.contract.made import made

LEDE = "SEOUL — The dredging of the Maro canal will cost 240 million dollars, the harbour office said on Tuesday."
BODY = (
    "The work takes three years and begins at the old lock, where silt has halved the depth since 2009.",
    "“We have put it off for a decade,” said Ilse Varga, who heads the office. “The ferries cannot wait.”",
    "Fishermen fear for the oyster banks below the bridge and have asked the court in Hanam to stop the barges.",
    "A first tender failed in the spring, when only two companies made an offer and both asked for more time.",
)
REPORT = "\n\n".join((LEDE, *BODY))
CUT = "\n\n".join((LEDE, *BODY[:2]))
LOCAL = "\n\n".join((LEDE, *BODY, "The mayor of Hanam was away and could not be reached."))
STYLED = REPORT.replace("“", '"').replace("”", '"').replace("harbour", "harbor").replace("three", "3")
CREDITED = f"Kestrel Wire\n\n{REPORT}\n\nThis report first appeared at Kestrel Wire."
ANOTHER = REPORT.replace("240 million", "260 million").replace("Tuesday", "Friday")

CARRIERS = {
    "Kestrel Wire": REPORT, "Yalu Monitor": CUT, "Hanam Post": LOCAL, "The Strait": STYLED, "Border Review": CREDITED,
}  # fmt: skip


def at(publisher: str, text: str, day: str = "2024-03-05", **fields: str) -> Prepared:
    """A text as this publisher prints it, on a page of its own."""
    host = publisher.replace(" ", "").lower()
    title = f"Canal as seen by {publisher}"
    about = {"title": title, "url": f"https://{host}.example/canal", "publisher": publisher, "published": day}
    return made(f"{host}.html", text, **about | fields)


def five() -> list[Prepared]:
    """The report of each of the five, the agency's own first."""
    return [at(publisher, text) for publisher, text in CARRIERS.items()]
