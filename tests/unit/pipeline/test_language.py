"""Which language a text is in."""

from __future__ import annotations

import pytest

from bot.core.article import RawDocument
from bot.pipeline import language
from bot.pipeline.draft import Draft


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour was closed on Monday because of the ice, and ships had to wait for the spring.", "en"),
        ("Harbour closed", "en"),
        ("Der Hafen wurde am Montag wegen des Eises geschlossen, und die Schiffe mussten warten.", "de"),
        ("Le port a été fermé lundi à cause de la glace, et les navires ont dû attendre le printemps.", "fr"),
        ("El puerto fue cerrado el lunes por el hielo y los barcos tuvieron que esperar a la primavera.", "es"),
        ("북한과 중국의 국경에서 새로운 울타리가 세워졌다고 한국 언론이 월요일 보도했다.", "ko"),
        ("北朝鮮との国境に新しいフェンスが建てられたと韓国メディアが報じた。", "ja"),
        ("中国在与朝鲜的边境修建了新的围栏，韩国媒体周一报道。", "zh"),
        ("Порт был закрыт в понедельник из-за льда, и корабли должны были ждать весны в гавани.", "ru"),
        ("Το λιμάνι έκλεισε τη Δευτέρα.", "el"),
        ("הנמל נסגר ביום שני.", "he"),
        ("أغلق الميناء يوم الاثنين بسبب الجليد وكان على السفن أن تنتظر حتى الربيع لكي تغادر.", "ar"),
        ("12345 67890", "en"),
    ],
)
def test_detect(text: str, expected: str) -> None:
    """Scripts, function words and the model together tell the usual languages; the unclear is English."""
    assert expected == language.detect(text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("eng", "en"),
        ("German", "de"),
        ("xx", None),
        ("", None),
        (None, None),
    ],
)
def test_valid(written: str | None, expected: str | None) -> None:
    """Codes with and without a country and usual names are read, the rest is not believed."""
    assert expected == language.valid(written)


def test_the_source_goes_first() -> None:
    """What the source says wins over the text, and decides whether the article is read."""
    text = "The harbour was closed on Monday because of the ice."
    found = language.run(Draft(RawDocument("-", text=text, language="fr"), text=text))
    assert (found.language, found.read) == ("fr", False)
    found = language.run(Draft(RawDocument("-", text=text, language="klingon"), text=text, language="fr"))
    assert (found.language, found.read) == ("en", True)
