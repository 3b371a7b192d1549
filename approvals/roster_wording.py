"""What people hear about the roster."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from publishing.ground.notice_kinds import Kind

KINDS = {
    "turn-set": Kind(
        name=_("A turn of duty"),
        subject=_("You are on duty as %(role)s"),
        body=_(
            "From %(starts)s to %(ends)s, court time, you are on duty as %(role)s of %(court)s. Who needs somebody in"
            " that time is led to you."
        ),
        link="roster:court",
    ),
    "turn-ended": Kind(
        name=_("A turn of duty that ended"),
        subject=_("You are no longer on duty as %(role)s"),
        body=_("Your turn at %(court)s, from %(starts)s to %(ends)s, court time, has been ended."),
        link="roster:court",
    ),
    "delegation-set": Kind(
        name=_("Standing in for somebody"),
        subject=_("You stand for %(of)s as %(role)s"),
        body=_(
            "From %(starts)s to %(ends)s, court time, you may decide in the place of %(of)s at %(court)s. Each decision"
            " says so, and you cannot pass it on. If you are not free, end it on the page below."
        ),
        link="roster:court",
    ),
    "delegation-given": Kind(
        name=_("Somebody stands in for you"),
        subject=_("%(to)s stands for you as %(role)s"),
        body=_("From %(starts)s to %(ends)s, court time, %(to)s may decide in your place at %(court)s."),
        link="roster:court",
    ),
    "delegation-ended": Kind(
        name=_("Standing in has ended"),
        subject=_("%(to)s no longer stands for %(of)s as %(role)s"),
        body=_("It has been ended at %(court)s. What was decided until then stands."),
        link="roster:court",
    ),
}
