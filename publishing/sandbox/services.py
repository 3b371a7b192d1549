"""What happens on the built-in network: accounts, uploads, posts and deletions."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.domain.limits import Limits, count, is_address, limits_for
from publishing.ground.models import Court
from publishing.media import UnfitMedium, media_facts

from .models import SandboxAccount, SandboxMedium, SandboxPost

APPLICATION = "Praeco"  # as it shows in the way of Mastodon


class Refused(Exception):
    """The network does not take it: the HTTP status and plain words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True)
class Draft:
    """What a request asks to be posted. `media` holds ids of uploaded pictures; `card` url, title, description.

    `record` is the request as it came, where it must be given back so.
    """

    text: str
    language: str
    visibility: str
    media: tuple[str, ...]
    card: dict[str, str] | None
    record: dict[str, Any] | None = None

    @property
    def body_hash(self) -> str:
        plain = [self.text, self.language, self.visibility, self.media, self.card, self.record]
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def sandbox_account_create(court: Court, handle: str, *, name: str = "", network: str = "sandbox") -> str:
    """The account of `court` named `handle`, made if need be, and a new token for it; an older token ends.

    `network` says whose way it posts in: "sandbox", "mastodon" or "bluesky". Returns the token, which is stored
    nowhere. Raises ValidationError for a malformed handle or another court's, KeyError for another network.
    """
    handle = handle.removeprefix("@")
    token = secrets.token_urlsafe(32)
    named = {"network": limits_for(network).network, "handle": handle}
    account = SandboxAccount.objects.filter(**named).first() or SandboxAccount(court=court, **named)
    if account.court_id != court.pk:
        raise ValidationError({"handle": _("This handle belongs to another court. Choose another one.")})
    account.name = name or account.name or court.name
    account.token_hash = _hash(token)
    account.full_clean(validate_unique=False, validate_constraints=False)
    account.save()
    return token


def sandbox_credentials(account: SandboxAccount, token: str) -> dict[str, str]:
    """What connecting `account` with its token would store, for installations that cannot yet reach themselves."""
    if account.network == "bluesky":
        return {"password": token, "access": token, "refresh": token}
    return {"token": token, **({"application": APPLICATION} if account.network == "mastodon" else {})}


def account_of(token: str, network: str = "sandbox") -> SandboxAccount | None:
    """The account on `network` that this token opens."""
    return SandboxAccount.objects.filter(token_hash=_hash(token), network=network).first()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def medium_store(*, account: SandboxAccount, data: bytes, alt: str) -> SandboxMedium:
    """Keep an upload. The same bytes with the same description give the same row. Raises Refused."""
    limits = limits_for(account.network)
    _check_words("alt", alt)
    if not alt.strip() or len(alt) > limits.alt_max:
        raise Refused(422, f"alt: write 1 to {limits.alt_max} characters that say what the picture shows")
    return blob_store(account=account, data=data, alt=alt)


def blob_store(*, account: SandboxAccount, data: bytes, alt: str = "") -> SandboxMedium:
    """Keep the bytes of a picture, described or not yet. Raises Refused."""
    mime, width, height = _picture(data, limits_for(account.network))
    medium_id = hashlib.sha256(b"\0".join([account.id.bytes, alt.encode(), data])).hexdigest()
    facts = {"account": account, "mime": mime, "alt": alt, "width": width, "height": height}
    file = ContentFile(data, name=medium_id)
    stored, _fresh = SandboxMedium.objects.get_or_create(
        id=medium_id, defaults={**facts, "sha256": hashlib.sha256(data).hexdigest(), "file": file}
    )
    return stored


def _picture(data: bytes, limits: Limits) -> tuple[str, int, int]:
    if len(data) > limits.image_bytes:
        raise Refused(413, f"file: {len(data)} bytes, at most {limits.image_bytes}")
    try:
        facts = media_facts(data)
    except UnfitMedium as error:
        raise Refused(422, f"file: {error}") from error
    if facts.mime not in limits.image_types:
        raise Refused(422, f"file: {facts.mime} is not taken; send {' or '.join(limits.image_types)}")
    return facts.mime, facts.width, facts.height


def post_publish(*, account: SandboxAccount, key: str, draft: Draft) -> tuple[SandboxPost, bool]:
    """The post of this key, and whether it is new. A key is used once, even if its post was deleted. Raises Refused."""
    if known := _known(account, key):
        return _same(known, draft), False
    _check_draft(account, draft)
    try:
        with transaction.atomic():
            post = SandboxPost.objects.create(
                account=account,
                key=key,
                body_hash=draft.body_hash,
                text=draft.text,
                language=draft.language,
                visibility=draft.visibility,
                card=draft.card,
                record=draft.record,
                media=list(draft.media),
            )
    except IntegrityError:  # the same key came twice at once
        return _same(SandboxPost.objects.get(account=account, key=key), draft), False
    return post, True


def _known(account: SandboxAccount, key: str) -> SandboxPost | None:
    return SandboxPost.objects.filter(account=account, key=key).first()


def _same(known: SandboxPost, draft: Draft) -> SandboxPost:
    if known.body_hash != draft.body_hash:
        raise Refused(409, "Idempotency-Key: it was used with another body")
    return known


def post_delete(*, account: SandboxAccount, post_id: str) -> None:
    """Delete a post; a second time changes nothing. Raises Refused when there never was one."""
    mine = SandboxPost.objects.filter(account=account, pk=post_id)
    if not mine.exists():
        raise Refused(404, "no such post")
    mine.standing().update(deleted_at=timezone.now())


def _check_draft(account: SandboxAccount, draft: Draft) -> None:
    limits = limits_for(account.network)
    _check_words("text", draft.text)
    used = count(draft.text, limits)
    if used > limits.text_max:
        raise Refused(422, f"text: {used} characters, at most {limits.text_max}")
    if not draft.text.strip() and not draft.media:
        raise Refused(422, "text: empty, and no picture")
    if draft.visibility not in limits.visibilities:
        raise Refused(422, f"visibility: {draft.visibility} is not offered")
    if not 1 < len(draft.language) <= 35:
        raise Refused(422, "language: give a code such as en or pt-BR")
    if len(draft.media) > limits.images_max:
        raise Refused(422, f"media: {len(draft.media)} pictures, at most {limits.images_max}")
    if SandboxMedium.objects.filter(account=account, pk__in=draft.media).count() != len(set(draft.media)):
        raise Refused(422, "media: one of the ids is unknown")
    _check_card(draft.card, limits)


def _check_card(card: dict[str, Any] | None, limits: Limits) -> None:
    if card is None:
        return
    if len(card["url"]) > limits.link_max or not is_address(card["url"]):
        raise Refused(422, "card: url is no address")
    for value in card.values():
        _check_words("card", value)


def _check_words(field: str, value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Refused(422, f"{field}: half a character (a lone surrogate)") from error
    if "\0" in value:
        raise Refused(422, f"{field}: a NUL character")
