"""What the pages say of one quiet period, in words and in the court's time. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from approvals.domain.quiet import Stage
from approvals.models import QuietPeriod
from approvals.models.quiet import STAGES
from approvals.wording import EXEMPTABLE
from publishing.domain.limits import limits_for
from publishing.ground.models import Person
from publishing.ground.rights import may
from publishing.models import Account

SHAPES = {
    Stage.PROPOSED: "waiting",
    Stage.IN_FORCE: "quiet",
    Stage.END_PROPOSED: "waiting",
    Stage.LIFTED: "withdrawn",
    Stage.REFUSED: "returned",
    Stage.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One period. `decides`, `withdraws` and `ends` say what the reader may do with it now."""

    period: QuietPeriod
    word: str
    shape: str
    when: str
    scope: str
    exempt: str
    end: str
    decides: bool
    withdraws: bool
    ends: bool


def line_of(period: QuietPeriod, person: Person) -> Line:
    stage, over = Stage(period.stage), period.ends_at <= timezone.now()
    own = period.asked_by == person
    return Line(
        period=period,
        word=_word(period, over=over),
        shape="sent" if period.binds and over else SHAPES[stage],
        when=when_words(period),
        scope=", ".join(_called(account) for account in period.accounts.all()) or _("the whole court"),
        exempt=", ".join([_("Closure"), _("Emergency"), *(str(EXEMPTABLE[kind]) for kind in period.exempt)]),
        end=_end_words(period),
        decides=period.waits and not own and may("quiet_confirm", person, period.court),
        withdraws=period.waits and own and may("quiet_withdraw", person, period.court),
        ends=stage == Stage.IN_FORCE and not over and may("quiet_end_propose", person, period.court),
    )


def _word(period: QuietPeriod, *, over: bool) -> str:
    if period.binds and over:
        return _("Over")
    if period.stage == Stage.IN_FORCE and period.starts_at > timezone.now():
        return _("Confirmed")
    return str(STAGES[Stage(period.stage)])


def _called(account: Account) -> str:
    return f"{account.handle} ({limits_for(account.network).name})"


def when_words(period: QuietPeriod) -> str:
    """Its days, or its times where it does not begin and end with a day."""
    days = period.days
    if days is None:
        return _("%(from)s to %(until)s") % {
            "from": moment_words(period, period.starts_at),
            "until": moment_words(period, period.ends_at),
        }
    first, last = (date_format(day, "DATE_FORMAT") for day in days)
    return first if first == last else _("%(from)s to %(until)s") % {"from": first, "until": last}


def moment_words(period: QuietPeriod, moment: datetime) -> str:
    """A moment in the time of the period's court."""
    return date_format(timezone.localtime(moment, period.court.zone), "DATETIME_FORMAT")


def _end_words(period: QuietPeriod) -> str:
    if period.stage != Stage.END_PROPOSED:
        return ""
    if period.end_to is None:
        return _("It would be lifted at once.")
    return _("It would end %(until)s.") % {"until": moment_words(period, period.end_to)}
