"""Every address of the installation, filled with the objects of one court."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from wagtail.admin.models import EditingSession

from approvals.models import Drill, Homonym, Matter, Objection, ProbeAlert, Round, SoloRelease
from approvals.services import (
    HearingEntry,
    MatterEntry,
    PartyEntry,
    QuietEntry,
    RestrictionEntry,
    hearing_add,
    matter_save,
    order_file_attach,
    party_add,
    post_submit,
    quiet_propose,
    restriction_add,
)
from approvals.services.comments import comment_write
from approvals.services.evaluations import Proposal, evaluation_create
from approvals.services.importing import import_create
from approvals.services.questions import question_ask
from approvals.services.roster import delegation_set, turn_set
from approvals.services.rulebooks import body_add
from approvals.services.rules import PatternEntry, pattern_add
from approvals.services.suggestions import suggestion_make
from cms.blanks import Blank, Type
from cms.filling import Given
from cms.models import Post
from cms.services import (
    RecurringEntry,
    TemplateEntry,
    post_from_template,
    recurring_set,
    template_approve,
    template_propose,
)
from cms.shut import shut, walk
from publishing.connecting import CONNECT
from publishing.domain.delivery import State
from publishing.domain.limits import limits_for
from publishing.ground import audit
from publishing.ground.models import Court, Person, Role
from publishing.ground.proposals import proposal_make
from publishing.ground.services import membership_grant
from publishing.ground.training import training_enter
from publishing.media import fit
from publishing.models import Account, FittedMedium
from publishing.outbox.acts import ACTS
from publishing.sandbox.models import SandboxAccount, SandboxPost
from publishing.sandbox.services import Draft, medium_store, post_publish, sandbox_account_create
from publishing.services import pause_lift_ask, pause_start
from tests.factories import (
    day,
    make_account,
    make_court,
    make_delivery,
    make_image,
    make_person,
    make_picture,
    make_post,
)

CANARY = "kanarek"  # a word that no page has by itself
# Open to everybody by design: the public record, the way in, what every page of the admin is made of, and the built-in
# network's API (its unnamed addresses), which asks for the account's own key.
PUBLIC = (
    "livez",
    "readyz",
    "metrics",  # asked by machines: tests/publishing/watch says who hears what
    "front",
    "record:",
    "account_",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_",
    "saml_",
    "socialaccount_",
    "password_reset",
    "wagtailadmin_password_reset",
)
SHELL = ("wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles")
# Of which models the keys stand in addresses, by namespace and argument, or by argument alone.
KEYS = {
    "posts:pk": ("Post",),
    "outbox:pk": ("Delivery", "Pause"),
    "people:pk": ("Person",),
    "pk": ("Person",),
    "image_id": ("CourtImage",),
    "matters:pk": ("Matter", "RegisterImport"),
    "homonyms:pk": ("Homonym", "ProbeAlert"),
    "templates:pk": ("Template",),
    "templates:post": ("Post",),
    "emergencies:pk": ("SoloRelease", "Drill"),
    "emergencies:template": ("Template",),
    "recurring:pk": ("Recurring",),
    "recurring:template": ("Template",),
    "quiet:pk": ("QuietPeriod",),
    "roster:pk": ("Turn", "Delegation"),
    "training:pk": ("Training",),
    "proposals:pk": ("Proposal",),
    "sweep:pk": ("Objection",),
    "notices:pk": ("Notice",),
    "questions:pk": ("Question",),
    "comment": ("ReviewComment",),
    "suggestion": ("Suggestion",),
    "party": ("Party",),
    "pattern": ("CourtPattern",),
    "change": ("RuleChange",),
    "trial": ("Evaluation",),
    "order": ("Restriction",),
    "hearing": ("Hearing",),
}


@dataclass(frozen=True)
class Address:
    """One address: its qualified name, its route, and its arguments by name with the converter of each."""

    name: str
    route: str
    pattern: URLPattern
    arguments: tuple[tuple[str, str], ...]


def addresses(*, admin: bool) -> list[Address]:
    """What the resolver knows below /admin/, or all else."""
    found = []
    for route, name, pattern in walk(get_resolver().url_patterns):
        if route.startswith("admin/") == admin:
            found.append(Address(name, route, pattern, _arguments(route)))
    return found


def open_addresses() -> list[Address]:
    """What stands open to signed-in people and to nobody else."""
    both = addresses(admin=True) + addresses(admin=False)
    apis = [one for one in both if one.route.startswith("sandbox/") and one.name == "sandbox:"]
    return [
        one
        for one in both
        if one.pattern.callback is not shut and one not in apis and not one.name.startswith((*PUBLIC, *SHELL))
    ]


def _arguments(route: str) -> tuple[tuple[str, str], ...]:
    parts = [part.split(">")[0] for part in route.split("<")[1:] if not part.startswith(("?", "uidb64", "token"))]
    pairs = (part.split(":") if ":" in part else ["str", part] for part in parts)
    return tuple((name, converter) for converter, name in pairs)


def paths(address: Address, values: dict[str, list[str]]) -> Iterator[str]:
    """The address with each combination of `values`: by namespace and argument, by argument, or by its converter."""
    space = address.name.split(":")[0]
    choices = [_choices(values, f"{space}:{name}", name, converter) for name, converter in address.arguments]
    for chosen in itertools.product(*choices):
        path = address.route
        for (name, converter), value in zip(address.arguments, chosen, strict=True):
            path = path.replace(f"<{converter}:{name}>", value).replace(f"<{name}>", value)
        yield f"/{path}"


def _choices(values: dict[str, list[str]], qualified: str, name: str, converter: str) -> list[str]:
    """Where the court has none of what the argument names, one key of something else: each answers as the next."""
    named = values.get(qualified, values.get(name))
    if named is None:
        return values[converter]
    return named or values[converter][:1]


def furnish() -> Court:
    """A court that has one of everything; what must not be seen elsewhere has the canary in it."""
    court = make_court(name=f"Court of {CANARY}", slug=f"{CANARY}-court", domains=[])
    author, registrar = make_person(court, Role.PRESS_OFFICER), make_person(court, Role.REGISTRAR, first_name=CANARY)
    account = make_account(court, handle=CANARY, display_name=CANARY)
    make_image(court, title=CANARY)
    make_post(court, author, account, title=f"{CANARY} draft")
    _templates(court, author, registrar, account)
    post_submit(make_post(court, author, account, title=f"{CANARY} waiting"), by=author)
    for state in (State.SCHEDULED, State.HELD, State.FAILED, State.UNKNOWN):
        make_delivery(state, make_account(court, handle=f"{CANARY}-{state}"))
    matter = matter_save(
        court=court, entry=MatterEntry(code="26-1", docket=f"No. 26-1 {CANARY}", public_title=CANARY), by=registrar
    )
    party_add(matter=matter, entry=PartyEntry(name="Zora Plavec", protected=True), by=registrar)
    order = restriction_add(matter=matter, entry=RestrictionEntry(type="anonymity", details=[CANARY]), by=registrar)
    order_file_attach(restriction=order, name=f"{CANARY}.txt", data=CANARY.encode(), by=registrar)
    hearing_add(matter=matter, entry=HearingEntry(at=timezone.now(), room=CANARY), by=registrar)
    _asked_about_names(court, author, matter)
    _talk(court, author, account)
    _emergency(court, author)
    _quiet(court, author)
    _roster(court, author)
    pattern_add(court=court, entry=PatternEntry(CANARY, f"26-{CANARY}-1"), by=registrar)
    import_create(court=court, by=registrar, pieces=[CANARY.encode()])
    _rules(court, registrar)
    _two_people(court, author)
    audit.record(court, "voted", actor="system", subject=f"post:{CANARY}")
    fit(court=court, data=make_picture(), alt=CANARY, limits=limits_for("sandbox"))
    _objection(court)
    _on_the_sandbox(court)
    return court


def _two_people(court: Court, author: Person) -> None:
    """A pause whose lifting is asked for, a role that is asked for, and an account with its secret."""
    pause = pause_start(court=court, reason=CANARY, by=author)
    pause_lift_ask(pause, by=author, reason=f"{CANARY} is over.")
    lead, _second = make_person(court, Role.ADMINISTRATOR), make_person(court, Role.ADMINISTRATOR)
    membership_grant(court=court, person=make_person(first_name=CANARY), role=Role.JUDGE, by=lead, reason=CANARY)
    given = {"network": "sandbox", "base_url": "https://social.example", "handle": CANARY, "remote_id": "1"}
    given |= {"display_name": CANARY, "profile_url": ""}
    proposal_make(
        court=court, act=CONNECT, subject="account:1", payload=given, by=lead, reason=CANARY, secret=CANARY.encode()
    )


def _asked_about_names(court: Court, author: Person, matter: Matter) -> None:
    post = Post.objects.filter(court=court).earliest("pk")
    given = {"court": court, "matter": matter}
    Homonym.objects.create(
        **given, subject=f"post:{post.pk}", reference=post.reference, object_id=str(post.pk), words_hash="0" * 16,
        content_type=ContentType.objects.get_for_model(Post), asked_by=author, asked_why=CANARY,
        asked_at=timezone.now(),
    )  # fmt: skip
    ProbeAlert.objects.create(**given, person=author, count=5, first_at=timezone.now(), last_at=timezone.now())


def _emergency(court: Court, author: Person) -> None:
    """What went out with one signature, and waits for its review."""
    round = Round.objects.filter(court=court).earliest("pk")
    given = {"court": court, "round": round, "digest": round.digest, "person": author, "role": Role.PRESS_OFFICER}
    SoloRelease.objects.create(**given, reason=f"{CANARY} does not answer.", at=timezone.now())
    drill = {"started_by": author, "ended_by": author, "started_at": timezone.now(), "ended_at": timezone.now()}
    Drill.objects.create(court=court, reference=f"{court.code}-DRILL-2026-0001", reason=CANARY, **drill)


def _talk(court: Court, author: Person, account: Any) -> None:
    """A comment, another wording that came with a return, and a question to an adviser."""
    round = Round.objects.filter(court=court).earliest("pk")
    comment_write(round=round, digest=round.digest, place=None, text=f"Is it {CANARY}?", by=author)
    post = make_post(court, author, account, title=f"{CANARY} returned")
    returned, reviewer = post_submit(post, by=author), make_person(court, Role.REVIEWER)
    step = Post.objects.get(pk=post.pk).current_workflow_task_state
    words = {"title": f"{CANARY} worded"}
    suggestion_make(task_state=step, person=reviewer, digest=returned.digest, texts=words)
    make_person(court, Role.ADVISER)
    draft = Post.objects.filter(court=court).earliest("pk")
    question_ask(reviewable=draft, text=f"May we say {CANARY}?", urgent=False, by=author)


def _templates(court: Court, author: Person, registrar: Person, account: Account) -> None:
    entry = TemplateEntry(
        name=CANARY, kind="closure", aim="access", language="en", title="Closed on {day}", body=f"{CANARY}: {{day}}",
        blanks=(Blank("day", CANARY, Type.DATE, "period-from"),),
    )  # fmt: skip
    template = template_approve(template=template_propose(court=court, entry=entry, by=author), by=registrar)
    today = day()
    post_from_template(template=template, given=Given(period=(today, today)), accounts=[account], by=author)
    weekly = RecurringEntry(template, weekdays=[0], at=time(9), starts_on=today, accounts=[account])
    recurring_set(court=court, entry=weekly, by=author)
    template_propose(court=court, entry=entry, by=author, of=template)


def _rules(court: Court, registrar: Person) -> None:
    body_add(court=court, address=f"{CANARY}.example", reason=f"It is {CANARY}.", by=registrar)
    row = {"id": CANARY, "lang": "en", "text": CANARY, "expected": [], "expected_severity": "none"}
    row["context"] = {"publish_at": "2026-11-20T09:00:00Z", "kind": "event"}
    evaluation_create(court=court, pieces=[json.dumps(row).encode()], proposal=Proposal(), by=registrar)


def _quiet(court: Court, author: Person) -> None:
    now = timezone.now()
    entry = QuietEntry(name=CANARY, kind="election", starts_at=now, ends_at=now + timedelta(days=1), area=CANARY)
    quiet_propose(court=court, entry=entry, by=author)


def _roster(court: Court, author: Person) -> None:
    lead, other = make_person(court, Role.ADMINISTRATOR), make_person(court, Role.PRESS_OFFICER, last_name=CANARY)
    now = timezone.now()
    times = {"starts_at": now, "ends_at": now + timedelta(days=1)}
    turn_set(court=court, person=other, role=Role.PRESS_OFFICER, **times, by=lead)
    delegation_set(court=court, of=author, to=other, role=Role.PRESS_OFFICER, **times, by=author)
    days = {"completed_on": now.date() - timedelta(days=2), "expires_on": now.date() + timedelta(days=9)}
    training_enter(court=court, person=other, role=Role.PRESS_OFFICER, course=CANARY, **days, by=lead)


def _objection(court: Court) -> None:
    release = make_delivery(State.SENT, make_account(court, handle=f"{CANARY}-out")).release
    row = {"code": "restricted-identity", "guidelines": [15], "severity": "block", "reason": "protected-name",
           "matter": CANARY, "params": {}, "words": ""}  # fmt: skip
    Objection.objects.create(court=court, release=release, findings=[row], register_version=1, found_at=timezone.now())


def _on_the_sandbox(court: Court) -> None:
    sandbox_account_create(court, CANARY)
    account = SandboxAccount.objects.get(court=court)
    medium = medium_store(account=account, data=make_picture(), alt=CANARY)
    draft = Draft(text=CANARY, language="en", visibility="public", media=(medium.pk,), card=None)
    post_publish(account=account, key="1", draft=draft)


def values_of(court: Court) -> dict[str, list[str]]:
    """What stands in addresses of that court, by the name of the argument and by converter."""
    objects = objects_of(court)
    every = sorted({str(pk) for _model, pk in objects})
    named = {
        name: sorted({str(pk) for model, pk in objects if model.__name__ in models}) for name, models in KEYS.items()
    }
    converted = {"int": [key for key in every if key.isdigit()], "uuid": [key for key in every if "-" in key]}
    return named | converted | _files_of(court) | _places_of(court)


def _files_of(court: Court) -> dict[str, list[str]]:
    images = apps.get_model("cms", "CourtImage").objects.filter(collection__court=court)
    return {
        "path": [image.file.name for image in images],
        "sha256": list(FittedMedium.objects.filter(court=court).values_list("sha256", flat=True)),
        "post_id": [str(pk) for pk in SandboxPost.objects.filter(account__court=court).values_list("pk", flat=True)],
    }


def _places_of(court: Court) -> dict[str, list[str]]:
    """What is no key of a row by itself."""
    post = apps.get_model("cms", "Post").objects.filter(court=court).order_by("pk").last()
    person = Person.objects.filter(memberships__court=court).first()
    session = EditingSession.objects.create(user=person, content_object=post, last_seen_at=post.created_at)
    return {
        "guidelines:number": ["1", "40"],
        "pack": ["en-gb"],
        "slug": [court.slug],
        "str": [post.reference],
        "court": [court.slug],
        "act": list(ACTS),
        "app_label": ["cms"],
        "model_name": ["post"],
        "object_id": [str(post.pk)],
        "session_id": [str(session.pk)],
        "number": ["0"],
    }


def objects_of(court: Court) -> set[tuple[type[models.Model], Any]]:
    """Model and key of every row that belongs to the court, and of its pictures and people."""
    found: set[tuple[type[models.Model], Any]] = {(Court, court.pk)}
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if "court" in names and "audit" not in model._meta.model_name:
            found |= {(model, pk) for pk in model._base_manager.filter(court=court).values_list("pk", flat=True)}
    image = apps.get_model("cms", "CourtImage")
    found |= {(image, pk) for pk in image.objects.filter(collection=court.collection_id).values_list("pk", flat=True)}
    return found | {(Person, pk) for pk in Person.objects.filter(memberships__court=court).values_list("pk", flat=True)}


def all_rows() -> dict[tuple[type[models.Model], Any], tuple[Any, ...]]:
    """Every row of every table but sessions."""
    rows = {}
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy and model._meta.label != "sessions.Session":
            for row in model._base_manager.values():
                rows[model, row.get(model._meta.pk.attname, tuple(row.values()))] = tuple(row.items())
    return rows


def points_into(model: type[models.Model], row: tuple[Any, ...], theirs: set[tuple[type[models.Model], Any]]) -> bool:
    """Whether a row points to one of `theirs`."""
    values = dict(row)
    return any(
        (field.remote_field.model, values.get(field.attname)) in theirs
        for field in model._meta.concrete_fields
        if field.remote_field
    )
