"""Rows and values for tests. Each function makes one thing, complete; a test changes only what it is about."""

from __future__ import annotations

import io
import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection

from approvals.models import Matter
from cms.models import CourtImage, Post, PostVersion
from publishing.domain.clearance import Approval, Clearance
from publishing.domain.delivery import State
from publishing.domain.digest import canonical, digest
from publishing.domain.message import Message, MissedTime, Submission
from publishing.ground.groups import groups_sync, pictures_open
from publishing.ground.models import Court, Membership, Person
from publishing.models import Account, Delivery, Release
from publishing.services import release_create

_numbers = itertools.count(1)
ZONE = "Europe/Zagreb"


def day(ahead: int = 0) -> date:
    """Today at the courts that are made here, or so many days later: late at night not the day in UTC."""
    return timezone.localdate(timezone=ZoneInfo(ZONE)) + timedelta(days=ahead)


def make_court(**facts: Any) -> Court:
    number = next(_numbers)
    court = Court.objects.create(
        **{
            "name": f"Court {number} of Norvale",
            "slug": f"court-{number}",
            "code": f"NC{number}",
            "time_zone": ZONE,
            "languages": ["en"],
            "domains": ["courts.norvale.example"],
            "training_waived_until": datetime(2100, 1, 1, tzinfo=UTC),
            **facts,
        }
    )
    if court.collection is None:
        pictures_open(court)
    return court


def make_person(court: Court | None = None, *roles: str, **facts: Any) -> Person:
    number = next(_numbers)
    given = {"username": f"person{number}", "email": f"person{number}@courts.example", **facts}
    person = Person.objects.create_user(**given)
    for role in roles:
        Membership.objects.create(court=court, person=person, role=role)
    groups_sync(person)
    return person


def make_account(court: Court, network: str = "sandbox", **facts: Any) -> Account:
    number = next(_numbers)
    return Account.objects.create(
        **{
            "court": court,
            "network": network,
            "handle": f"court{number}",
            "display_name": court.name,
            "base_url": "https://social.example",
            "profile_url": f"https://social.example/court{number}",
            "connected": True,
            **facts,
        }
    )


def make_picture(
    size: tuple[int, int] = (64, 48), form: str = "PNG", mode: str = "RGB", colour: Any = "teal", **save: Any
) -> bytes:
    """The bytes of a picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **save)
    return out.getvalue()


def make_message(account: Account, text: str = "", **facts: Any) -> Message:
    words = text or f"The registry is closed on day {next(_numbers)}."
    given = {"account": str(account.pk), "network": account.network, "language": "en", "segments": (words,)}
    return Message(**{**given, **facts})


def make_submission(*accounts: Account, due_in: float = 3600, minutes: int | None = None, **facts: Any) -> Submission:
    """What a post says on `accounts`, due in so many seconds from now."""
    court, number = accounts[0].court, next(_numbers)
    given = {
        "court": court.slug,
        "reference": f"{court.code}-2026-{number:04}",
        "title": "Registry hours",
        "kind": "administrative",
        "aim": "access",
        "messages": tuple(make_message(account) for account in accounts),
        "due_at": timezone.now() + timedelta(seconds=due_in),
        "missed": MissedTime(minutes),
    }
    return Submission(**{**given, **facts})


def make_clearance(submission: Submission, **facts: Any) -> Clearance:
    now = timezone.now()
    given = {
        "digest": digest(canonical(submission)),
        "route": "B",
        "approvals": (Approval(1, "reviewer", now), Approval(2, "judge", now)),
        "findings": (),
        "rules_version": "1",
        "register_version": 0,
        "submitted_at": now - timedelta(hours=1),
        "cleared_at": now,
    }
    return Clearance(**{**given, **facts})


def make_release(*accounts: Account, reviewed: bool = True, route: str = "B", **facts: Any) -> Release:
    """A cleared release with one delivery an account, reviewed by the gate unless told otherwise."""
    submission = make_submission(*accounts, **facts)
    court = accounts[0].court
    clearance = make_clearance(submission, route=route)
    release = release_create(court=court, submission=submission, clearance=clearance, by="system")
    if reviewed:
        Release.objects.filter(pk=release.pk).update(
            reviewed_at=timezone.now(), reviewed_register_version=court.register_version
        )
    return release


def make_delivery(state: State = State.SCHEDULED, account: Account | None = None, **facts: Any) -> Delivery:
    """One delivery of a release of its own, put into `state` without a trail."""
    release = make_release(account or make_account(make_court()), **facts)
    given: dict[str, Any] = {"state": state}
    if state in (State.SENT, State.WITHDRAWING, State.WITHDRAWN):
        given |= {"remote_id": "114", "remote_url": "https://social.example/114", "sent_at": timezone.now()}
    Delivery.objects.filter(release=release).update(**given)
    return Delivery.objects.select_related("release", "account", "court").get(release=release)


def make_image(court: Court, **facts: Any) -> CourtImage:
    """A picture of the court, in its collection, which is made when it has none."""
    if court.collection is None:
        root = Collection.get_first_root_node()
        court.collection = root.add_child(name=court.name)
        court.save(update_fields=["collection"])
    file = ContentFile(make_picture(), name="picture.png")
    return CourtImage.objects.create(
        **{"title": "Courtroom", "file": file, "collection": court.collection, "facts": ["nobody"], **facts}
    )


def make_jury_matter(court: Court) -> Matter:
    """A case with a jury: a post about it is read by a reviewer, a registrar and a judge."""
    number = next(_numbers)
    return Matter.objects.create(court=court, code=f"J-{number}", docket=f"Jury matter {number}", jury=True)


def make_post(court: Court, author: Person, *accounts: Account, **facts: Any) -> Post:
    """A saved draft for tomorrow, that fits, written by `author`; to the accounts given, else to a new one."""
    post = Post(
        **{
            "court": court,
            "author": author,
            "title": "Hearing next week",
            "kind": "service-update",
            "aim": "access",
            "language": court.languages[0],
            "text": "The registry opens at nine.",
            "due_at": timezone.now() + timedelta(days=1),
            **facts,
        }
    )
    post.versions = [PostVersion(account=account) for account in accounts or (make_account(court),)]
    post.save()
    post.save_revision(user=author, clean=False)
    return post
