"""Places of the menu that say how much waits there for whoever looks."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.db.models import OuterRef, Subquery
from wagtail.admin.menu import MenuItem

from .models import AuditEntry, Court, Person
from .shown import courts_of, shown_for

SECONDS = 30  # what ends by time alone is noticed by then


class CountedItem(MenuItem):
    """A place for those who may do one of `acts`. `counted` is its label with `%(count)d`."""

    acts: tuple[str, ...] = ()
    counted: Any = ""

    def count(self, person: Person) -> int:
        raise NotImplementedError

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, *self.acts)

    def render_component(self, request: Any) -> Any:
        item = super().render_component(request)
        if count := self.waiting(request):
            item.label = self.counted % {"count": count}
        return item

    def waiting(self, request: Any) -> int:
        """Counted anew after every act in the person's courts (each leaves an entry on the trail) and every SECONDS."""
        stamp = _newest_acts(request)
        if not stamp:
            return self.count(request.user)
        key = f"{self.name}:{request.user.pk}:{stamp}"
        found: int | None = caches["menu"].get(key)
        if found is None:
            found = self.count(request.user)
            caches["menu"].set(key, found, SECONDS)
        return found


def _newest_acts(request: Any) -> str:
    """The newest entry of the trail of each court of the person, read once a request; empty where there is none."""
    if not hasattr(request, "_newest_acts"):
        entries = AuditEntry.objects.filter(court=OuterRef("pk")).order_by("-at").values("pk")
        courts = Court.objects.filter(pk__in=courts_of(request)).order_by("pk")
        newest = courts.values_list(Subquery(entries[:1]), flat=True)
        request._newest_acts = ":".join(str(one) for one in newest if one)
    return str(request._newest_acts)
