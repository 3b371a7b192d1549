"""`{% load praeco %}{% state_sign post.state %}`: a state as its shape and its word, never one without the other."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms.states import ICONS, PostState
from publishing.domain.limits import LIMITS
from publishing.models import Account

register = template.Library()
SHAPES = {PostState.SENDING: "scheduled", PostState.PARTLY_SENT: "sent", PostState.RETURNED: "draft"}


@register.simple_tag
def state_sign(state: str, note: str = "") -> SafeString:
    known = PostState(state)
    return render_to_string(
        "cms/state.html",
        {"icon": ICONS[known], "word": known.label, "shape": SHAPES.get(known, known.value), "note": note},
    )


@register.simple_tag
def network_name(account: Account) -> str:
    return LIMITS[account.network].name


@register.simple_tag
def network_tile(account: Account) -> str:
    return LIMITS[account.network].tile
