"""Figures for Prometheus, read from the database when they are asked for, so that any web process answers alike.

Counters and the histogram count since midnight in UTC and fall back to nothing then, as after a restart: `rate()` and
`increase()` know how to read that, and no question needs more than the rows of a day. None names a court, an account
or a post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, Min, Q, Sum
from django.utils import timezone
from django_q.models import OrmQ
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from publishing.domain.delivery import State
from publishing.ground.models import AuditEntry, Court
from publishing.ground.notices import TRIES_MAX, unsent
from publishing.models import Alert, Attempt, Breaker, Delivery, Pause, WorkerBeat

from .cases import oldest_task
from .timing import sent_since
from .webhook import waiting

OPEN = (State.SCHEDULED, State.SENDING, State.HELD, State.UNKNOWN, State.FAILED, State.WITHDRAWING)
EDGES = (0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0)  # seconds


def page() -> bytes:
    """Everything, in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Rows(timezone.now()))
    return generate_latest(registry)


class Rows(Collector):
    """What the rows say at `now`. The number of queries does not grow with anything."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        parts: tuple[Callable[[], Iterable[Metric]], ...] = (
            self._deliveries, self._lateness, self._attempts, self._doubts, self._queue, self._breakers, self._pauses,
            self._trail, self._mail, self._life, self._alerts,
        )  # fmt: skip
        for part in parts:
            yield from part()

    def _deliveries(self) -> Iterator[Metric]:
        found = GaugeMetricFamily(
            "praeco_deliveries", "Deliveries that are not at their end, by state.", labels=["state", "network"]
        )
        rows = Delivery.objects.filter(court__in=Court.objects.values("pk"), state__in=OPEN)
        for state, network, count in _counted(rows, "state", "account__network"):
            found.add_metric([state, network], count)
        yield found

    def _lateness(self) -> Iterator[Metric]:
        """One query: for each network how many were within each edge, and the seconds of all."""
        found = HistogramMetricFamily(
            "praeco_delivery_lateness_seconds",
            "From the instant that was approved to the network's answer, today (UTC).",
            labels=["network"],
        )
        edges = {f"within_{place}": Count("pk", filter=_within(edge)) for place, edge in enumerate(EDGES)}
        rows: Any = sent_since(self.midnight).order_by().values("account__network")
        total = Sum("late", output_field=DurationField())
        for row in rows.annotate(**edges, all=Count("pk"), seconds=total):
            buckets = [(str(edge), float(row[f"within_{place}"])) for place, edge in enumerate(EDGES)]
            buckets.append(("+Inf", float(row["all"])))
            found.add_metric([row["account__network"]], buckets, row["seconds"].total_seconds())
        yield found

    def _attempts(self) -> Iterator[Metric]:
        """An attempt of today stands on a delivery that changed today, and for that there is an index."""
        found = CounterMetricFamily(
            "praeco_attempts", "Attempts that ended today (UTC).", labels=["network", "purpose", "outcome"]
        )
        rows = Attempt.objects.filter(delivery__changed_at__gte=self.midnight, ended_at__gte=self.midnight)
        for network, purpose, outcome, count in _counted(rows, "delivery__account__network", "purpose", "outcome"):
            found.add_metric([network, purpose, outcome.replace(" ", "_")], count)
        yield found

    def _doubts(self) -> Iterator[Metric]:
        rows = Attempt.objects.filter(
            delivery__state=State.UNKNOWN, delivery__court__in=Court.objects.values("pk"), purpose=Attempt.Purpose.SEND
        )
        found = rows.aggregate(count=Count("delivery", distinct=True), oldest=Min("started_at"))
        yield GaugeMetricFamily("praeco_doubts", "Deliveries in doubt.", value=found["count"])
        yield self._age("praeco_doubt_age_seconds", "Since the first try of the oldest one in doubt.", found["oldest"])

    def _queue(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("praeco_queue_tasks", "Tasks in the queue.", value=OrmQ.objects.count())
        oldest = oldest_task()
        free = oldest if oldest and oldest < self.now else None
        yield self._age("praeco_queue_age_seconds", "How long the oldest task could have been taken.", free)

    def _breakers(self) -> Iterator[Metric]:
        labels = ["network", "server"]
        found = GaugeMetricFamily(
            "praeco_breaker_open", "1 while nothing is sent to a server that fails.", labels=labels
        )
        count = GaugeMetricFamily("praeco_breaker_failures", "Failures of a server in a row.", labels=labels)
        for row in Breaker.objects.order_by("pk"):
            found.add_metric([row.network, row.base_url], int(row.open_until is not None))
            count.add_metric([row.network, row.base_url], row.failures)
        yield from (found, count)

    def _pauses(self) -> Iterator[Metric]:
        found = GaugeMetricFamily("praeco_pauses", "Pauses that stand, by what they cover.", labels=["scope"])
        named = Q(account__isnull=False)
        of_network, of_court = ~Q(network="") & ~named, Q(network="", court__isnull=False) & ~named
        scopes = {"account": named, "network": of_network, "court": of_court, "all": Q(network="", court=None) & ~named}
        counts = Pause.objects.filter(lifted_at=None).aggregate(
            **{f"of_{scope}": Count("pk", filter=wanted) for scope, wanted in scopes.items()}
        )
        for scope in scopes:
            found.add_metric([scope], counts[f"of_{scope}"])
        yield found

    def _trail(self) -> Iterator[Metric]:
        found = AuditEntry.objects.filter(seq=None).aggregate(count=Count("pk"), oldest=Min("at"))
        yield GaugeMetricFamily("praeco_audit_unsealed", "Audit entries that no chain holds yet.", value=found["count"])
        yield self._age("praeco_audit_unsealed_age_seconds", "Age of the oldest of them.", found["oldest"])

    def _mail(self) -> Iterator[Metric]:
        found = GaugeMetricFamily("praeco_mails_unsent", "Mails that have not left.", labels=["state"])
        waits, given_up = Q(tries__gt=0, tries__lt=TRIES_MAX), Q(tries__gte=TRIES_MAX)
        counts = unsent().aggregate(
            new=Count("pk", filter=Q(tries=0)), failing=Count("pk", filter=waits),
            given_up=Count("pk", filter=given_up), oldest=Min("created_at", filter=~given_up),
        )  # fmt: skip
        for state in ("new", "failing", "given_up"):
            found.add_metric([state], counts[state])
        yield found
        yield self._age("praeco_mail_age_seconds", "Age of the oldest mail that is still tried.", counts["oldest"])

    def _life(self) -> Iterator[Metric]:
        found = GaugeMetricFamily(
            "praeco_process_silent_seconds", "Since the last sign of life of a process.", labels=["kind", "name"]
        )
        for kind, name, seen in WorkerBeat.objects.order_by("name").values_list("kind", "name", "seen_at"):
            found.add_metric([kind, name], max((self.now - seen).total_seconds(), 0.0))
        yield found

    def _alerts(self) -> Iterator[Metric]:
        found = GaugeMetricFamily("praeco_alerts", "Alerts that stand.", labels=["kind"])
        for kind, count in _counted(Alert.objects.filter(over_at=None), "kind"):
            found.add_metric([kind], count)
        yield found
        calls = waiting().count()
        yield GaugeMetricFamily("praeco_alert_calls_unsent", "Calls that the webhook has not taken.", value=calls)

    def _age(self, name: str, words: str, since: datetime | None) -> Metric:
        """Seconds; 0 where there is nothing."""
        return GaugeMetricFamily(name, words, value=max((self.now - since).total_seconds(), 0.0) if since else 0.0)


def _counted(rows: Any, *by: str) -> Any:
    return rows.order_by(*by).values_list(*by).annotate(count=Count("pk"))


def _within(seconds: float) -> Q:
    return Q(late__lte=timedelta(seconds=seconds))
