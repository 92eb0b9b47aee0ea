"""Articles made up for measuring: Zipf-distributed words, sentences, names, figures, quotes and dates; no two alike.

python bench/corpus.py 1000 > articles.jsonl      # JSON Lines as `ingest` takes them
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er", "on")]
VOCABULARY = 60_000
EXPONENT = 1.05
SURNAMES = ("Haldane", "Okoro", "Varga", "Lindqvist", "Moreau", "Tanaka", "Petrov", "Castellan", "Nuri", "Abara")
GIVEN = ("Mira", "Jonas", "Ilse", "Tomas", "Adaeze", "Rui", "Sanna", "Pavel", "Leila", "Kofi")
UNITS = ("troops", "people", "tonnes", "miles", "trucks", "families", "percent", "dollars")
PUBLISHERS = 40


def vocabulary(random_: random.Random) -> list[str]:
    """Distinct invented words, shorter ones first, as in real languages."""
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        size = 2 if len(words) < 3000 else 3 if len(words) < 30_000 else 4
        words["".join(random_.choices(SYLLABLES, k=size))] = None
    return list(words)


class Generator:
    """A repeatable stream of articles; the same seed yields the same articles."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self.words = vocabulary(self._random)
        weights = [1 / (rank + 2) ** EXPONENT for rank in range(VOCABULARY)]
        self._cumulative = list(itertools.accumulate(weights))

    def articles(self, count: int, words: int = 400) -> Iterator[dict[str, str]]:
        """`count` articles of about `words` words, in order of publication, one every forty minutes."""
        start = date(2016, 1, 1)
        for number in range(count):
            published = start + timedelta(days=number * 40 // 1440)
            host = f"publisher{self._random.randrange(PUBLISHERS)}.example"
            yield {
                "id": f"a{number}",
                "url": f"https://{host}/{number}",
                "publisher": host,
                "title": " ".join(self._draw(7)).capitalize(),
                "published": published.isoformat(),
                "language": "en",
                "text": self._text(words),
            }

    def _draw(self, count: int) -> list[str]:
        return self._random.choices(self.words, cum_weights=self._cumulative, k=count)

    def _text(self, words: int) -> str:
        paragraphs = []
        used = 0
        while used < words:
            sentences = [self._sentence() for _ in range(self._random.randint(2, 4))]
            paragraphs.append(" ".join(sentences))
            used += sum(len(sentence.split()) for sentence in sentences)
        return "\n\n".join(paragraphs)

    def _sentence(self) -> str:
        words = " ".join(self._draw(self._random.randint(9, 18)))
        name = f"{self._random.choice(GIVEN)} {self._random.choice(SURNAMES)}"
        match self._random.randrange(8):
            case 0:
                number = self._random.randint(11, 9999)
                return f"Some {number:,} {self._random.choice(UNITS)} {words} the {self._draw(1)[0]}."
            case 1:
                return f"{name}, a spokesman, said the {words}."
            case 2:
                return f"“The {words},” said {name}."
            case 3:
                return f"In March 2019 the {words} and the {self._draw(1)[0]}."
            case _:
                return f"The {words} of the {self._draw(1)[0]} and the {self._draw(1)[0]}."


def main() -> None:
    """Print articles as JSON Lines."""
    for article in Generator().articles(int(sys.argv[1])):
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
