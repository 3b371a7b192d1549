"""All statements as an Atom feed, the newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from publishing.ground.models import Court

from .selection import published
from .statements import Version
from .views import MINUTE, chosen_court

if TYPE_CHECKING:
    from .selection import PublishedRelease

    AtomFeed = Feed[PublishedRelease, Court | None]
else:
    AtomFeed = Feed

ITEMS = 50
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Statements(AtomFeed):
    """One entry a published version; a withdrawal shows in the entry's title and moves its time of change."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = MINUTE
        return response

    def get_object(self, request: HttpRequest) -> Court | None:
        return chosen_court(request)

    def title(self, court: Court | None) -> str:
        if court is None:
            return _("Public record of statements")
        return _("%(court)s: public record of statements") % {"court": court.name}

    def link(self, court: Court | None) -> str:
        return reverse("record:index") + (f"?court={court.slug}" if court else "")

    def feed_url(self, court: Court | None) -> str:
        return reverse("record:feed") + (f"?court={court.slug}" if court else "")

    def items(self, court: Court | None) -> Iterable[PublishedRelease]:
        found = published().filter(court=court) if court else published()
        return found.prefetch_related("deliveries__account")[:ITEMS]

    def item_title(self, item: PublishedRelease) -> str:
        title = item.reference if item.withheld else item.title
        return clean(_("Withdrawn: %(title)s") % {"title": title} if item.withdrawn_at else title)

    def item_description(self, item: PublishedRelease) -> str:
        version = Version(item, list(item.deliveries.all()), item.said_at, None)
        return clean("\n\n".join(segment for words in version.words for segment in words.segments))

    def item_link(self, item: PublishedRelease) -> str:
        return reverse("record:version", kwargs={"reference": item.reference, "version": item.version})

    def item_guid(self, item: PublishedRelease) -> str:
        return f"urn:uuid:{item.pk}"

    def item_author_name(self, item: PublishedRelease) -> str:
        return item.court.name

    def item_pubdate(self, item: PublishedRelease) -> datetime:
        return item.said_at

    def item_updateddate(self, item: PublishedRelease) -> datetime:
        return item.withdrawn_at or self.item_pubdate(item)


def clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("", text)
