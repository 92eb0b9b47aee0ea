"""What is counted, as `/metrics` shows it to Prometheus; one registry a process, made where parts are joined."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.core.command import Outcome
from bot.core.delivery import State

SLOW = (0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 14400.0)
FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0)


class Metrics:
    """Counters that the platforms and the dispatcher write to."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("command", "platform", "outcome")
        self._answers = Counter("sitrep_answers", "Commands answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "sitrep_answer_seconds", "Time to make an answer.", labels[:2], buckets=FAST, registry=self.registry
        )
        self._acknowledged = Histogram(
            "sitrep_acknowledge_seconds",
            "Time from an interaction's arrival to its acknowledgement.",
            ("platform",),
            buckets=FAST,
            registry=self.registry,
        )
        self._retries = Counter(
            "sitrep_retries", "Requests to a platform sent again.", ("platform", "reason"), registry=self.registry
        )
        self._failures = Counter(
            "sitrep_failures", "Requests to a platform given up.", ("platform", "reason"), registry=self.registry
        )
        self._visits = Counter(
            "sitrep_source_visits", "Followed sources asked.", ("kind", "outcome"), registry=self.registry
        )
        self._taken = Counter(
            "sitrep_source_articles", "Articles that followed sources brought.", ("kind",), registry=self.registry
        )
        self._sources = Gauge("sitrep_sources", "Followed sources.", ("state",), registry=self.registry)
        self._deliveries = Counter(
            "sitrep_deliveries", "Attempts to bring a message.", ("platform", "outcome"), registry=self.registry
        )
        self._bringing = Histogram(
            "sitrep_delivery_seconds", "Time of one attempt.", ("platform",), buckets=FAST, registry=self.registry
        )
        self._delay = Histogram(
            "sitrep_delivery_delay_seconds",
            "Time from a message being written down to its being there.",
            ("platform",),
            buckets=SLOW,
            registry=self.registry,
        )
        self._standing = Gauge("sitrep_messages", "Messages written down.", ("state",), registry=self.registry)
        self._connected = Gauge("sitrep_connected", "1 while connected.", ("platform",), registry=self.registry)

    def answered(self, command: str, platform: str, outcome: Outcome, seconds: float) -> None:
        """A command got its answer."""
        self._answers.labels(command, platform, outcome).inc()
        self._seconds.labels(command, platform).observe(seconds)

    def acknowledged(self, platform: str, seconds: float) -> None:
        """A platform was told that its interaction came in."""
        self._acknowledged.labels(platform).observe(seconds)

    def retried(self, platform: str, reason: str) -> None:
        """A request is sent again; `reason` is a status or the kind of a broken connection."""
        self._retries.labels(platform, reason).inc()

    def failed(self, platform: str, reason: str) -> None:
        """A request is given up."""
        self._failures.labels(platform, reason).inc()

    def connected(self, platform: str, up: bool) -> None:
        """A platform came up or went down."""
        self._connected.labels(platform).set(int(up))

    def visited(self, kind: str, outcome: str, articles: int) -> None:
        """A followed source was asked, and brought so many articles."""
        self._visits.labels(kind, outcome).inc()
        self._taken.labels(kind).inc(articles)

    def counted(self, states: Mapping[str, int]) -> None:
        """How many sources are in each state."""
        for state in ("live", "failing", "dead", "paused"):
            self._sources.labels(state).set(states.get(state, 0))

    def tried(self, platform: str, outcome: str, seconds: float) -> None:
        """An attempt to bring a message ended."""
        self._deliveries.labels(platform, outcome.replace(" ", "_")).inc()
        self._bringing.labels(platform).observe(seconds)

    def delayed(self, platform: str, seconds: float) -> None:
        """A message is there, so long after it was written down."""
        self._delay.labels(platform).observe(seconds)

    def standing(self, states: Mapping[str, int]) -> None:
        """How many messages are in each state."""
        for state in State:
            self._standing.labels(state.replace(" ", "_")).set(states.get(state, 0))

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)
