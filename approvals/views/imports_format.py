"""The format of a register file in words, and an invented example."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Field = tuple[str, Promise]

FIELDS: tuple[tuple[Promise, tuple[Field, ...]], ...] = (
    (
        _("A matter (record: matter)"),
        (
            ("docket", _("the docket number, at most 120 characters. It must be given in every row")),
            ("code", _("letters, digits and - . / _, at most 40. Without it, one is made from the docket number")),
            ("public_title", _("what may be said in public, at most 200 characters")),
            ("title", _("the title on the file, at most 200 characters. It is sealed")),
            ("status", _("pending, reserved, embargoed, handed-down, appealable or closed")),
            ("jury, livestream, handdown_notice_public", _("true or false")),
            ("embargo_until", _("a time with its offset, such as 2026-11-20T10:00:00+01:00")),
            (
                "outcome",
                _(
                    "allowed, allowed-in-part, dismissed, convicted, acquitted, remitted, settled, struck-out, or "
                    "empty. It is sealed"
                ),
            ),
            ("citations, aliases, judges", _("lists; in a sheet with | between the entries")),
            (
                "nature",
                _(
                    "a list of youth, family, sexual-offence and public-interest, or empty: what its presiding judge "
                    "decides on"
                ),
            ),
        ),
    ),
    (
        _("A person or body (record: party; in JSON: parties)"),
        (
            ("name", _("at most 200 characters. It must be given. A protected one is sealed")),
            ("protected", _("true or false. The import never opens a name that the register protects")),
            ("kind", _("party, counsel or witness")),
            ("role", _("such as appellant or child, at most 80 characters")),
            ("forms, handles", _("lists of other spellings, and of handles on networks")),
            ("id", _("from an export; empty for a new one")),
        ),
    ),
    (
        _("An order (record: order; in JSON: restrictions)"),
        (
            ("type", _("anonymity, no-publication, postponement, private, no-image or stream-barred")),
            ("made_on", _("a day, such as 2026-11-20")),
            ("until", _("a time with its offset; empty until further order")),
            ("allowed_text", _("what may be said, at most 300 characters")),
            ("details, text", _("what would identify someone (a list), and the text of the order. Both are sealed")),
            ("protects", _("whom: 1 for the first person of the matter in the file. Empty: everybody protected")),
            ("id", _("from an export; empty for a new one")),
        ),
    ),
    (
        _("A hearing (record: hearing; in JSON: hearings)"),
        (
            ("at", _("a time with its offset. It must be given")),
            ("room", _("at most 80 characters")),
            ("public", _("true or false")),
            ("stream", _("an address that begins with https://")),
        ),
    ),
)

EXAMPLE: tuple[dict[str, str], ...] = (
    {
        "docket": "26 C 388",
        "code": "26-388",
        "record": "matter",
        "public_title": "Re K (A Child)",
        "status": "pending",
        "nature": "youth | family",
    },
    {"docket": "26 C 388", "record": "party", "name": "Kit Example", "role": "child", "protected": "true"},
    {"docket": "26 C 388", "record": "party", "name": "Example County Council", "role": "applicant"},
    {"docket": "26 C 388", "record": "order", "type": "anonymity", "made_on": "2026-03-02", "protects": "1"},
    {"docket": "26 C 388", "record": "hearing", "at": "2026-12-01T10:00:00+00:00", "room": "3", "public": "false"},
    {
        "docket": "26 C 389",
        "code": "26-389",
        "record": "matter",
        "status": "embargoed",
        "embargo_until": "2026-12-04T10:00:00+00:00",
    },
)
