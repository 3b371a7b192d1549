"""Where the outbox leads at the desk: to the post, to another time for it, and to a correction of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Post
from cms.states import MAY_BE_TAKEN_BACK, PostState
from publishing.domain.delivery import State
from publishing.ground.models import Person
from publishing.ground.rights import open_to
from publishing.models import Delivery, Release
from publishing.outbox.ways import Way, ways_add

STOPPED = (State.SCHEDULED, State.HELD)


def connect() -> None:
    ways_add(post_ways)


def post_ways(person: Person, deliveries: Sequence[Delivery]) -> dict[int, list[Way]]:
    """{key of the delivery: ways}. Another time is another content to approve, so it begins with taking back."""
    posts = Post.objects.for_person(person).filter(reference__in={row.release.reference for row in deliveries})
    found = {(post.court_id, post.reference): post for post in posts}
    writes = set(open_to("post_take_back", person).values_list("pk", flat=True))
    return {
        row.pk: _ways(row, post, row.court_id in writes)
        for row in deliveries
        if (post := found.get((row.court_id, row.release.reference)))
    }


def _ways(row: Delivery, post: Post, writes: bool) -> list[Way]:
    ways = [Way(_("Open the post"), reverse("posts:edit", args=[post.pk]), opens=True)]
    if writes and row.state in STOPPED and PostState(post.state) in MAY_BE_TAKEN_BACK:
        ways.append(Way(_("Another time…"), reverse("posts:take_back", args=[post.pk])))
    if writes and row.state == State.SENT:
        ways.append(Way(_("Write a correction…"), correction_url(row.release)))
    return ways


def correction_url(release: Release) -> str:
    """A new draft that corrects `release`."""
    return f"{reverse('posts:add')}?court={release.court.slug}&corrects={release.pk}"
