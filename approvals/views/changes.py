"""What changed since the round before: the words, the time, the accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from approvals.domain.diff import words_changed
from approvals.models import Duty, Round, Vote
from publishing.domain.digest import parse
from publishing.domain.message import Submission

from .marks import words_of_runs
from .page import Page


@dataclass
class Changes:
    """`texts` are differences to show, `lines` whole sentences. `said` is the reason of whoever returned it."""

    title: str
    said: str = ""
    texts: list[Any] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def changes(page: Page) -> Changes | None:
    """Against what stood in the round before, or at the vote before; None when this is the first."""
    before = _round_before(page.round)
    if before is None or page.submission is None or not before.content:
        return None
    returned = Vote.objects.filter(round=before, duty=Duty.RETURNED).select_related("person").order_by("-at").first()
    mine = returned is not None and returned.person_id == page.person.pk
    result = Changes(_("Changed since you returned it") if mine else _("Changed since it was last submitted"))
    if returned:
        who = _("You") if mine else str(returned.person)
        day = date_format(timezone.localtime(returned.at, page.round.court.zone), "j F")
        result.said = _("%(who)s, %(day)s: “%(words)s”") % {"who": who, "day": day, "words": returned.comment}
    _compare(result, parse(before.content), page.submission, page)
    return result


def _round_before(round: Round) -> Round | None:
    return Round.objects.filter(court=round.court, subject=round.subject, pk__lt=round.pk).order_by("-pk").first()


def _compare(result: Changes, old: Submission, new: Submission, page: Page) -> None:
    words = {message.account: "\n\n".join(message.segments) for message in old.messages}
    shown = set()
    for message in new.messages:
        runs = words_changed(words.get(message.account, ""), "\n\n".join(message.segments))
        news = tuple(run for run in runs if run[0] != "same")
        if message.account in words and news and news not in shown:
            shown.add(news)
            result.texts.append(words_of_runs(runs))
    if old.due_at != new.due_at:
        was = date_format(timezone.localtime(old.due_at, page.round.court.zone), _("D j M, H:i"))
        result.lines.append(_("The time changed. It was %(time)s.") % {"time": was})
    if set(words) != {message.account for message in new.messages}:
        result.lines.append(_("The accounts changed."))
    if [m.media for m in old.messages] != [m.media for m in new.messages]:
        result.lines.append(_("The pictures or their descriptions changed."))
    if old.missed != new.missed:
        result.lines.append(_("What happens when the time is missed changed."))
    if not result.texts and not result.lines:
        result.lines.append(_("Nothing that goes out has changed."))
