"""Several notices in one mail: what waited for a window of the court, for one person of one court.

The digest is a notice itself, so it is sent, retried and shown like any other. Its words are made at each try, from
what is still open then: nobody is asked for what is settled.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, override

from .confidence import speaks_of_hidden
from .models import Notice
from .notice_kinds import KINDS, Kind, kinds_add, moment, words_of

DIGEST = "digest"

kinds_add(
    {
        DIGEST: Kind(
            name=_("Several decisions"),
            subject=ngettext_lazy("%(count)d decision waits for you", "%(count)d decisions wait for you", "count"),
            body=_("At %(court)s these wait for you:\n\n%(lines)s"),
            link="notices:index",
            listed=False,
        )
    }
)


def digests_make() -> list[Notice]:
    """One notice for each person and court for whom something waited for a window that has come."""
    pairs = sorted(set(_due().values_list("person", "court")))
    made = (_digest(person, court) for person, court in pairs)
    return [notice for notice in made if notice]


def filled(notice: Notice) -> bool:
    """Puts into a digest what is still open of what it carries; False when nothing is. Others are left as they are.

    False, too, for what tells of a post that has been sealed to others since.
    """
    hidden = speaks_of_hidden(notice.person, "subject", "body")
    if notice.kind != DIGEST:
        return not Notice.objects.filter(hidden, pk=notice.pk).exists()
    items = list(notice.carried.filter(over_at=None).exclude(hidden).order_by("due_at", "created_at"))
    if not items:
        return False
    if len(items) == 1:
        notice.subject, notice.body, notice.url = items[0].subject, items[0].body, items[0].url
        notice.language = items[0].language
    else:
        notice.subject, notice.body = _words(notice, items)
        notice.url = _place(items)
    Notice.objects.filter(pk=notice.pk).update(subject=notice.subject, body=notice.body, url=notice.url)
    return True


def _due() -> QuerySet[Notice]:
    return Notice.objects.filter(
        paced=True, mailed=True, carrier=None, sent_at=None, over_at=None, next_try_at__lte=timezone.now()
    )


@transaction.atomic
def _digest(person: int, court: int) -> Notice | None:
    rows = list(_due().filter(person=person, court=court).select_for_update().order_by("created_at"))
    if not rows:
        return None
    carrier = Notice.objects.create(
        person_id=person,
        court_id=court,
        kind=DIGEST,
        language=rows[-1].language,
        listed=False,
        next_try_at=timezone.now(),
    )
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(carrier=carrier)
    return carrier


def _words(notice: Notice, items: list[Notice]) -> tuple[str, str]:
    with override(notice.language):
        lines = "\n".join(_line(item) for item in items)
    facts = {"count": len(items), "court": notice.court, "lines": lines}
    return words_of(KINDS[DIGEST], notice.language, notice.court, facts)


def _line(item: Notice) -> str:
    return f"• {item.subject} ({moment(item.due_at, item.court)})" if item.due_at else f"• {item.subject}"


def _place(items: list[Notice]) -> str:
    """The list in which all of them stand."""
    lists = {KINDS[item.kind].index for item in items if item.kind in KINDS}
    name = lists.pop() if len(lists) == 1 else ""
    return reverse(name or "notices:index")
