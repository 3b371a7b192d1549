"""What the built-in network keeps of the demo's past, in the way of each network that it stands for."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from publishing import media
from publishing.domain.limits import limits_for
from publishing.domain.message import Message
from publishing.models import Account
from publishing.networks.base import Payload
from publishing.sandbox.engagement import engagement
from publishing.sandbox.models import SandboxAccount, SandboxPost
from publishing.sandbox.services import medium_store


def home_of(account: Account) -> SandboxAccount:
    return SandboxAccount.objects.get(network=account.network, handle=account.handle)


def profile_url(account: Account) -> str:
    """Where the account is found; on Bluesky the addresses of its posts begin with it."""
    if account.network == "bluesky":
        return f"{settings.PUBLIC_URL}/sandbox/bluesky/profile/{account.remote_id}"
    return f"{settings.PUBLIC_URL}/sandbox/"


def post_url(post: SandboxPost) -> str:
    return f"{settings.PUBLIC_URL}/sandbox/{post.pk}/"


def post_keep(account: Account, message: Message, payload: Payload, sent_at: datetime) -> SandboxPost:
    """The post as the built-in network would have it, had it come at `sent_at`."""
    home = home_of(account)
    pictures = [
        medium_store(account=home, data=media.read(account.court_id, one.sha256), alt=one.alt) for one in message.media
    ]
    card = message.card
    return SandboxPost.objects.create(
        account=home,
        key=payload.body.get("rkey", payload.key),
        body_hash=payload.key[:64],
        text=message.segments[0],
        language=message.language,
        visibility=message.visibility,
        card={"url": card.url, "title": card.title, "description": card.description} if card else None,
        record=payload.body.get("record"),
        media=[one.pk for one in pictures],
        created_at=sent_at,
    )


def counts_at(account: Account, post: SandboxPost, moment: datetime) -> dict[str, int]:
    """What the network would have counted at `moment`, under its own names."""
    found = engagement(str(post.pk), (moment - post.created_at).total_seconds())
    return {raw: found.get(measure, 0) for measure, raw in limits_for(account.network).counts.items()}
