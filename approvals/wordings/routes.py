"""What routes, their seats and their reasons are called before people. Keyed as in approvals.domain.route_table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.domain.route_table import Code, Seat
from approvals.domain.routes import Reason, rank
from approvals.wordings.base import Text
from publishing.kinds import Kind

ROUTES: Mapping[str, Text] = {
    "R0": _("From a template"),
    "R1": _("Routine"),
    "E": _("Emergency"),
    "R2": _("About a case"),
    "R3": _("Sensitive case"),
    "R4": _("Institutional"),
    "R5": _("Conflict"),
}

SEATS: Mapping[str, Text] = {
    "colleague": _("a colleague of the press office"),
    "reviewer": _("a reviewer"),
    "registrar": _("a registrar"),
    "head": _("the head of communications"),
    "duty": _("two of those on duty: press officer, registrar, security lead"),
    "presiding": _("the presiding judge"),
    "president": _("the president or a vice-president"),
    "next": _("the next judge in seniority"),
}

REASONS: Mapping[str, Text] = {
    "kind": _("it is of the kind: %(kind)s"),
    "overridden": _("a block was overridden with a reason: %(check)s"),
    "meaning": _("it corrects what was said, and the meaning changes"),
    "concerns-judge": _("it concerns a judge who would decide on it"),
    "check": _("the checks found: %(check)s"),
    "matter:linked": _("it concerns a case on the register"),
    "matter:embargo": _("it concerns a judgment under embargo"),
    "matter:sealed": _("it concerns a sealed matter"),
    "matter:jury": _("a jury sits in the case"),
    "matter:youth": _("the case concerns young people"),
    "matter:family": _("it is a family case"),
    "matter:sexual-offence": _("the case is about a sexual offence"),
    "matter:public-interest": _("the public follows the case closely"),
    "matter:anonymity": _("an order of anonymity is in force"),
    "matter:private": _("the case is heard in private"),
    "matter:no-image": _("an order forbids images"),
    "matter:stream-barred": _("an order forbids a live stream"),
    "matter:no-publication": _("an order forbids publication"),
    "matter:postponement": _("an order postpones publication"),
}

# What a check looks for, in the words of a reason.
CHECKS: Mapping[str, Text] = {
    "pending-case": _("a case that is not decided"),
    "merits-comment": _("a comment on the merits"),
    "fair-trial": _("guilt before a verdict"),
    "embargo": _("a result under embargo"),
    "restricted-identity": _("a name that may be protected"),
    "jigsaw-identification": _("details that together may identify someone"),
    "reporting-restriction": _("an order that restricts reporting"),
    "outcome-mismatch": _("a result unlike that on the register"),
    "deliberation-leak": _("what judges say among themselves"),
    "unknown-docket": _("a docket number that the register does not know"),
    "party-contact": _("contact with somebody in a case"),
    "reply-debate": _("an argument with somebody"),
    "legal-advice": _("advice on somebody's case"),
    "solicits-case-info": _("asking for details of a case"),
    "third-party-amplification": _("lending the court's voice to others"),
    "political-endorsement": _("taking a side in politics"),
    "policy-opinion": _("an opinion on policy"),
    "derogatory": _("words that may demean"),
    "respond-to-attack": _("an answer to an attack"),
    "commercial-promotion": _("advertising"),
    "personal-voice": _("a personal voice"),
    "tone": _("tone"),
    "judge-privacy": _("the private life of a judge"),
    "geolocation": _("where somebody is"),
    "personal-data": _("personal data"),
    "image-consent": _("people in a picture"),
    "link-safety": _("a link that needs care"),
    "social-login": _("signing in with a social profile"),
    "hidden-text": _("hidden characters"),
    "quiet-period": _("a quiet period"),
    "date-mismatch": _("a date that may be wrong"),
    "accessible-media": _("pictures that cannot be heard"),
    "language-parity": _("languages that do not say the same"),
    "plain-language": _("plain language"),
    "ai-disclosure": _("what a machine made"),
    "check-failed": _("a check that could not run"),
}


def route_name(code: str) -> str:
    return str(ROUTES.get(code, code))


def seat_words(seat: Seat) -> str:
    """Who takes the seat, in words that fit after "goes to"."""
    return str(SEATS.get(seat.name, seat.name))


def seats_words(seats: Iterable[Seat]) -> str:
    """All seats as one phrase."""
    return str(get_text_list([seat_words(seat) for seat in seats], gettext("and")))


def reason_words(reason: Reason) -> str:
    """One reason, in words that fit after "because"."""
    key, _colon, what = reason.code.partition(":")
    if key == "kind":
        return str(REASONS[key]) % {"kind": dict(Kind.choices).get(what, what)}
    if key in ("check", "overridden"):
        return str(REASONS[key]) % {"check": CHECKS.get(what, what)}
    return str(REASONS.get(reason.code, reason.code))


def route_sentence(seats: Iterable[Seat], reasons: Iterable[Reason]) -> str:
    """Who decides and why, as the author reads it before submission: by the reasons that call for this very route."""
    rows = list(reasons)
    grave = [reason_words(reason) for reason in rows if reason.route == rows[0].route]
    grave = [gettext("every word comes from a template")] if rows[0].route == Code.R0 else grave
    because = get_text_list(grave, gettext("and"))
    return gettext("This goes to %(who)s, because %(why)s.") % {"who": seats_words(seats), "why": because}


def lesser_reasons(reasons: Iterable[Reason]) -> list[str]:
    """What else was counted, and alone would call for less."""
    rows = list(reasons)
    return [reason_words(reason) for reason in rows if rank(reason.route) not in (0, rank(rows[0].route))]
