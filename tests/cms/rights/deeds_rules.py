"""Questions about names, and the rules of the checks."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from approvals.models import Homonym, ProbeAlert
from approvals.services import alert_lay_aside, homonym_answer, homonym_ask, homonym_revoke, review_now
from approvals.services.evaluations import Proposal, evaluation_create
from approvals.services.rulebooks import WordEntry, body_add, pack_switch_on, rule_end, weight_set, word_add
from approvals.services.rules import PatternEntry, pattern_add, pattern_end, rules_set
from cms.models import Post
from publishing.ground.models import Court, Person
from tests.factories import make_post

from .deeds_register import NAME, court, matter, protected
from .trying import Deed, Page, World

WHY = "The bench asked for it in May."
RULED, DOCKETS = ("rules_changed",), ("docket_rules_changed",)
WORD = WordEntry("social-login", "profile", "en", "Norvale Chat", "Log in to the portal with Norvale Chat.")
LABELLED = json.dumps(
    {
        "id": "1", "lang": "en", "text": "The registry opens at nine.", "expected": [], "expected_severity": "none",
        "context": {"publish_at": "2026-11-20T09:00:00Z", "kind": "event"},
    }
).encode()  # fmt: skip


# --- names -------------------------------------------------------------------------------------


def naming(world: World, state: str, person: Person) -> Post:
    """A draft with a protected name."""
    protected(world, state, person)
    text = f"The registry opens at nine. {NAME} bakes the bread for the open day."
    return make_post(world.court, world.helper("press_officer"), world.account, text=text)


def asked(world: World, state: str, person: Person) -> Homonym:
    """A question in that state, without the words that it is about."""
    author, registrar, now = world.helper("press_officer"), world.helper("registrar"), timezone.now()
    post = make_post(world.court, author, world.account)
    given = {"answered_by": registrar, "answered_at": now} if state in ("cleared", "kept", "revoked") else {}
    return Homonym.objects.create(
        court=world.court, subject=f"post:{post.pk}", reference=post.reference, object_id=str(post.pk),
        content_type=ContentType.objects.get_for_model(Post), matter=matter(world, state, person), words_hash="0" * 16,
        state=state, asked_by=author, asked_at=now, asked_why=WHY, **given,
    )  # fmt: skip


def alert(world: World, state: str, person: Person) -> ProbeAlert:
    given = {"court": world.court, "matter": matter(world, state, person), "person": world.helper("press_officer")}
    return ProbeAlert.objects.create(**given, count=5, first_at=timezone.now(), last_at=timezone.now())


def words_of(post: Post) -> dict[str, str]:
    """Matter and hash of the words that block the draft."""
    seen = next(one for one in review_now(post).seen if one.finding.code == "restricted-identity")
    return {"matter": seen.finding.matter, "words_hash": seen.words_hash}


def blocked(post: Post) -> Page:
    asked = "|".join(words_of(post).values())
    return reverse("posts:ask", args=[post.pk]), {"action-ask": asked, f"ask|{asked}": WHY}


def answer(decision: str) -> Any:
    return lambda row: (reverse("homonyms:page", args=[row.pk]), {"decision": decision, "reason": WHY})


NAMES = {
    "homonym_ask": Deed(
        naming, lambda post, by: homonym_ask(reviewable=post, **words_of(post), reason=WHY, by=by), blocked,
        ("homonym_asked",),
    ),
    "homonym_answer": Deed(
        asked, lambda row, by: homonym_answer(question=row, cleared=False, sentences=(), reason=WHY, by=by),
        answer("kept"), ("homonym_kept",),
    ),
    "homonym_revoke": Deed(
        asked, lambda row, by: homonym_revoke(question=row, reason=WHY, by=by), answer("revoke"), ("homonym_revoked",)
    ),
    "alert_lay_aside": Deed(
        alert, lambda row, by: alert_lay_aside(alert=row, by=by),
        lambda row: (reverse("homonyms:alert_seen", args=[row.pk]), {}), ("alert_seen",),
    ),
}  # fmt: skip


# --- rules -------------------------------------------------------------------------------------


def word(world: World, state: str, person: Person) -> Any:
    return word_add(court=world.court, entry=WORD, by=world.helper("registrar"))


def pattern(world: World, state: str, person: Person) -> Any:
    return pattern_add(court=world.court, entry=PatternEntry("Sealed", "26-SEAL-0093"), by=world.helper("registrar"))


def rules(name: str, /, **form: Any) -> Any:
    return lambda court: (reverse(f"rules:{name}", args=[court.slug]), dict(form))


def dockets(name: str, /, **form: Any) -> Any:
    return lambda court: (reverse(f"matters:{name}", args=[court.slug]), dict(form))


def weight(level: str) -> dict[str, Any]:
    given = {"check": "social-login", "weight": level, "reason": WHY}
    return {
        "serve": lambda court, by: weight_set(court=court, by=by, **given), "ask": rules("weight_new", **given),
        "trace": RULED,
    }  # fmt: skip


def trial(court: Court) -> Page:
    given = SimpleUploadedFile("posts.jsonl", LABELLED)
    return reverse("rules:trials", args=[court.slug]), {"file": given}


RULES = {
    "rules_read": Deed(word, ask=lambda row: (reverse("rules:court", args=[row.court.slug]), {}), shows=WORD.words),
    "pack_switch_on": Deed(
        court, lambda court, by: pack_switch_on(court=court, code="en-gb", by=by),
        lambda court: (reverse("rules:pack", args=[court.slug, "en-gb"]), {}), RULED,
    ),
    "word_add": Deed(
        court, lambda court, by: word_add(court=court, entry=WORD, by=by),
        rules("word_new", table="social-login:profile", language="en", words=WORD.words, sentence=WORD.sentence),
        RULED,
    ),
    "body_add": Deed(
        court, lambda court, by: body_add(court=court, address="weather.example", reason=WHY, by=by),
        rules("body_new", address="weather.example", reason=WHY), RULED,
    ),
    "weight_set": Deed(court, **weight("block")),
    "weight_lower": Deed(court, **weight("advise")),
    "rule_end": Deed(
        word, lambda row, by: rule_end(change=row, by=by),
        lambda row: (reverse("rules:end", args=[row.court.slug, row.pk]), {}), RULED,
    ),
    "evaluation_create": Deed(
        court, lambda court, by: evaluation_create(court=court, pieces=[LABELLED], proposal=Proposal(), by=by), trial,
        ("rules_tried",),
    ),
    "docket_rules_read": Deed(pattern, ask=lambda row: (reverse("matters:rules_court", args=[row.court.slug]), {}),
                              shows="26-SEAL-0093"),
    "rules_set": Deed(
        court, lambda court, by: rules_set(court=court, codes=(), by=by), dockets("rules_forms"), DOCKETS
    ),
    "pattern_add": Deed(
        court, lambda court, by: pattern_add(court=court, entry=PatternEntry("Sealed", "26-SEAL-0093"), by=by),
        dockets("pattern_new", name="Sealed", example="26-SEAL-0093"), DOCKETS,
    ),
    "pattern_end": Deed(
        pattern, lambda row, by: pattern_end(pattern=row, by=by),
        lambda row: (reverse("matters:pattern_end", args=[row.court.slug, row.pk]), {}), DOCKETS,
    ),
}  # fmt: skip

DEEDS = {**NAMES, **RULES}
NOT_TRIED: dict[str, str] = {}
