"""The HTTP port tells whether it lives, whether it is ready, and what it counted."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from aiohttp import ClientSession

from bot.core.errors import SettingsError, StoreBusy
from bot.platforms.web.serve import application, listening
from bot.services.living import State
from bot.services.metrics import Metrics


class Stock:
    """A store that can be read, or not."""

    def __init__(self, problem: Exception | None = None) -> None:
        self._problem = problem

    async def indexed(self) -> None:
        """When the index changed: never."""
        if self._problem:
            raise self._problem


async def fetched(
    path: str, stock: Stock, states: Mapping[str, State], metrics: Metrics | None = None
) -> tuple[int, str]:
    """Status and body of a page."""
    pages = application(stock, lambda: states, (metrics or Metrics()).text, {})  # type: ignore[arg-type]
    async with listening(pages, "127.0.0.1", 0) as port, ClientSession() as session:
        answer = await session.get(f"http://127.0.0.1:{port}{path}")
        return answer.status, await answer.text()


UP, DOWN = State(True), State(False, "refused")


@pytest.mark.parametrize(
    ("path", "problem", "states", "status"),
    [
        ("/healthz", None, {"slack": DOWN}, 200),
        ("/healthz", StoreBusy("held"), {"slack": UP}, 503),
        ("/readyz", None, {"slack": UP, "discord": DOWN}, 200),
        ("/readyz", None, {"slack": DOWN, "discord": DOWN}, 503),
        ("/readyz", None, {}, 200),
        ("/readyz", StoreBusy("held"), {"slack": UP}, 503),
        ("/elsewhere", None, {}, 404),
    ],
)
async def test_health_is_the_store_and_readiness_one_platform(
    path: str, problem: Exception | None, states: Mapping[str, State], status: int
) -> None:
    """It lives while the store can be read, and is ready when it is answered somewhere."""
    assert status == (await fetched(path, Stock(problem), states))[0]


async def test_a_damaged_store_is_not_ready() -> None:
    """What the check of every page found is said, so that whoever watches the port hears of it."""
    fault = "Tree 7 page 9: btreeInitPage() returns error code 11"
    pages = application(Stock(), dict, Metrics().text, {}, lambda: fault)  # type: ignore[arg-type]
    async with listening(pages, "127.0.0.1", 0) as port, ClientSession() as session:
        answer = await session.get(f"http://127.0.0.1:{port}/readyz")

        assert (503, fault) == (answer.status, (await answer.json())["damage"])


async def test_what_was_counted_can_be_scraped() -> None:
    """Answers, latencies, acknowledgements, retries, failures and connections are there by platform."""
    metrics = Metrics()
    metrics.answered("brief", "slack", "answered", 0.01)
    metrics.acknowledged("slack", 0.002)
    metrics.retried("discord", "502")
    metrics.failed("discord", "50007")
    metrics.connected("slack", True)

    text = (await fetched("/metrics", Stock(), {}, metrics))[1]

    assert 'sitrep_answers_total{command="brief",outcome="answered",platform="slack"} 1.0' in text
    assert 'sitrep_acknowledge_seconds_count{platform="slack"} 1.0' in text
    assert 'sitrep_retries_total{platform="discord",reason="502"} 1.0' in text
    assert 'sitrep_failures_total{platform="discord",reason="50007"} 1.0' in text
    assert 'sitrep_connected{platform="slack"} 1.0' in text


async def test_a_port_that_is_taken_is_one_line_that_names_the_setting() -> None:
    """The second of two listeners is told which setting to change."""
    pages = [application(Stock(), dict, Metrics().text, {}) for _ in range(2)]  # type: ignore[arg-type]
    async with listening(pages[0], "127.0.0.1", 0) as port:
        with pytest.raises(SettingsError, match=r"^HTTP_PORT: 127\.0\.0\.1:\d+ cannot be listened on"):
            async with listening(pages[1], "127.0.0.1", port):
                raise AssertionError
