"""`{% load previews %}{% network_preview message account %}`: a Message as its network would show it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from publishing.domain.message import Message
from publishing.models import Account
from publishing.previews import marked, preview

register = template.Library()


@register.inclusion_tag("publishing/network_preview.html")
def network_preview(message: Message | None, account: Account, note: str = "") -> dict[str, Any]:
    return preview(message, account, note)


@register.filter
def marked_text(text: str) -> SafeString:
    return marked(text)


@register.filter
def linked_text(text: str) -> SafeString:
    return marked(text, links=True)
