"""The engagement report: what was said, and what each network counted. Networks are never added up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.formats import date_format

from analytics.domain.chart import Chart, line_chart
from analytics.domain.measures import INTERACTIONS, MEASURES, shown, shown_parts
from analytics.domain.periods import Period
from analytics.models import Tally
from publishing.ground.models import Court
from publishing.models import Account

Cell = int | str | None


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader asks for. Empty strings and None mean: all."""

    court: Court
    period: Period
    account: Account | None = None
    aim: str = ""
    kind: str = ""

    def tallies(self) -> QuerySet[Tally]:
        """The tallies of every delivery that was sent in the period and fits the filters."""
        start, end = self.period.bounds(self.court.zone)
        wanted = {"account": self.account, "aim": self.aim, "kind": self.kind}
        return Tally.objects.filter(
            court=self.court,
            sent_at__gte=start,
            sent_at__lt=end,
            **{key: value for key, value in wanted.items() if value},
        )


@dataclass(frozen=True, slots=True)
class AccountRow:
    account: Account
    posts: int  # the court's own act: exact
    cells: tuple[Cell, ...]  # one for each of MEASURES


@dataclass(frozen=True, slots=True)
class BucketRow:
    period: Period
    posts: int
    cells: tuple[Cell, ...]  # interactions, one for each account row


@dataclass(frozen=True, slots=True)
class Report:
    question: Question
    posts: int
    by_aim: dict[str, int]
    by_kind: dict[str, int]
    accounts: tuple[AccountRow, ...]
    buckets: tuple[BucketRow, ...]
    chart: Chart
    read_at: datetime | None


Sums = dict[str, int | None]


def engagement(question: Question) -> Report:
    """Answer `question` in a number of queries that does not grow with the data."""
    tallies = question.tallies()
    sums = _sums_by_account_and_day(tallies, question)
    accounts = [
        account
        for account in Account.objects.filter(court=question.court).order_by("network", "handle")
        if account.pk in sums or account == question.account
    ]
    buckets = question.period.buckets()
    columns = {account.pk: _bucket_column(sums[account.pk], buckets) for account in accounts}
    posts = _posts_by_day(tallies, question)
    rows = tuple(
        BucketRow(bucket, _within(posts, bucket), tuple(columns[account.pk][index] for account in accounts))
        for index, bucket in enumerate(buckets)
    )
    return Report(
        question=question,
        posts=sum(posts.values()),
        by_aim=_count_posts(tallies, "aim"),
        by_kind=_count_posts(tallies, "kind"),
        accounts=tuple(_account_row(account, sums[account.pk]) for account in accounts),
        buckets=rows,
        chart=_chart(rows, accounts),
        read_at=tallies.aggregate(newest=Max("read_at"))["newest"],
    )


def _sums_by_account_and_day(tallies: QuerySet[Tally], question: Question) -> dict[object, dict[date, Sums]]:
    days = tallies.annotate(day=TruncDate("sent_at", tzinfo=question.court.zone)).values("account", "day")
    rows = days.annotate(posts=Count("id"), **{f"sum_{measure}": Sum(measure) for measure in MEASURES})
    found: dict[object, dict[date, Sums]] = defaultdict(dict)
    for account, day, *sums in rows.values_list("account", "day", "posts", *(f"sum_{m}" for m in MEASURES)):
        found[account][day] = dict(zip(("posts", *MEASURES), sums, strict=True))
    return found


def _posts_by_day(tallies: QuerySet[Tally], question: Question) -> dict[date, int]:
    rows = (
        tallies.values("delivery__release__reference")
        .annotate(first=TruncDate(Max("sent_at"), tzinfo=question.court.zone))
        .values_list("first", flat=True)
    )
    days: dict[date, int] = defaultdict(int)
    for day in rows:
        days[day] += 1
    return days


def _count_posts(tallies: QuerySet[Tally], field: str) -> dict[str, int]:
    rows = tallies.values(field).annotate(posts=Count("delivery__release__reference", distinct=True)).order_by(field)
    return {row[field]: row["posts"] for row in rows}


def _account_row(account: Account, days: dict[date, Sums]) -> AccountRow:
    return AccountRow(
        account=account,
        posts=sum(day["posts"] or 0 for day in days.values()),
        cells=tuple(shown(_total([day[measure] for day in days.values()])) for measure in MEASURES),
    )


def _bucket_column(days: dict[date, Sums], buckets: list[Period]) -> list[Cell]:
    return shown_parts([_interactions(days, bucket) for bucket in buckets])


def _interactions(days: dict[date, Sums], bucket: Period) -> int | None:
    inside = [day for when, day in days.items() if bucket.first <= when <= bucket.last]
    return _total([day[measure] for day in inside for measure in INTERACTIONS])


def _within(posts: dict[date, int], bucket: Period) -> int:
    return sum(count for day, count in posts.items() if bucket.first <= day <= bucket.last)


def _total(values: list[int | None]) -> int | None:
    counted = [value for value in values if value is not None]
    return sum(counted) if counted else None


def _chart(rows: tuple[BucketRow, ...], accounts: list[Account]) -> Chart:
    return line_chart(
        [date_format(row.period.first, "j M") for row in rows],
        {
            str(account): [cell if isinstance(cell := row.cells[index], int) else None for row in rows]
            for index, account in enumerate(accounts)
        },
    )
