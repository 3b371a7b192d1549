"""What a person reads about a fault in a register file: the code of the fault, in words, with the remedy."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: dict[str, Promise] = {
    # the file
    "encoding": gettext_lazy("this row is not UTF-8. Save the file as “CSV UTF-8”, or as JSON in UTF-8"),
    "nul": gettext_lazy("must not hold the character NUL or half a character"),
    "empty": gettext_lazy("the file is empty"),
    "line_long": gettext_lazy("longer than a megabyte. Look for a missing quotation mark or line break"),
    "not_json": gettext_lazy("this is not JSON. Write one matter as one object on each line, or an array of objects"),
    "not_object": gettext_lazy("a matter must be an object: { … }"),
    "cut_off": gettext_lazy("the file ends in the middle. Export it again"),
    "not_csv": gettext_lazy("the cells cannot be told apart. Look for a quotation mark without its partner"),
    "no_docket_column": gettext_lazy("the first row must name the columns, the docket number among them as “docket”"),
    "column": gettext_lazy("there is a column that the format does not know. See what a file must look like"),
    "column_twice": gettext_lazy("this column stands twice"),
    "cells_many": gettext_lazy("more cells than there are columns. A separator may stand in a cell without quotes"),
    "rows_many": gettext_lazy("more than 1,000 rows of one matter follow each other"),
    "matter_twice": gettext_lazy("a second “matter” row with the same docket number. Give one only"),
    "record": gettext_lazy("must be matter, party, order or hearing"),
    # one value
    "missing": gettext_lazy("must be given"),
    "text": gettext_lazy("must be text"),
    "long": gettext_lazy("too long. See the longest length on “What a file must look like”"),
    "choice": gettext_lazy("none of the words that may stand here. See “What a file must look like”"),
    "list": gettext_lazy("must be a list"),
    "many": gettext_lazy("more than 200 entries"),
    "entries": gettext_lazy("must be a list of objects, 200 at most"),
    "flag": gettext_lazy("must be true or false"),
    "time": gettext_lazy("must be a time with its offset, such as 2026-11-20T10:00:00+01:00"),
    "day": gettext_lazy("must be a day, such as 2026-11-20"),
    "code": gettext_lazy("use letters, digits and - . / _ only, 40 at most"),
    "address": gettext_lazy("must be an address that begins with https://"),
    "id": gettext_lazy("must be the id from an export, or empty"),
    "places": gettext_lazy("must be numbers: 1 for the first person of the matter in the file, 2 for the second"),
    "field": gettext_lazy("there is a field that the format does not know. See what a file must look like"),
    "embargo": gettext_lazy("say until when the judgment is under embargo"),
    # the register
    "docket_twice": gettext_lazy("this docket number stands in the file before. Rows of a matter must stand together"),
    "docket_shared": gettext_lazy("two matters of the register have this number. Give the code of the one meant"),
    "code_taken": gettext_lazy("another matter has this code. Give another one"),
    "not_yours": gettext_lazy("you cannot change this matter. Ask the other registrars of the court"),
    "id_unknown": gettext_lazy("nobody of this matter has this id. Export the register again"),
    "id_missing": gettext_lazy("“sealed” keeps what the register holds, and needs the id from an export beside it"),
    "sealed_nothing": gettext_lazy("“sealed” may not stand in citations, aliases or judges"),
    "leak": gettext_lazy("may name someone protected in this matter. Write it without the name"),
    "changes_many": gettext_lazy(
        "the file changes more than 20,000 matters that the register knows. Divide it, and import the parts"
    ),
    # what happened
    "overtaken": gettext_lazy("somebody changed a matter meanwhile. Nothing was imported. Begin again"),
    "broken_off": gettext_lazy("the import was broken off. Nothing was imported. Begin again"),
    # warnings
    "stays_protected": gettext_lazy("the register protects this name, and it stays so. A registrar can open it there"),
    "protected_gone": gettext_lazy("a protected person of this matter is not in the file, and will be removed"),
    "order_lifted": gettext_lazy("an order of this matter is not in the file, and will be lifted"),
}


def sentence(problem: Sequence[object]) -> str:
    """“row 12: embargo_until: must be …” for [row, field, code]."""
    row, field, code = problem
    words = str(WORDS.get(str(code), code))
    parts = [_("row %(row)s") % {"row": f"{int(str(row)):,}"} if row else "", str(field), words]
    return ": ".join(filter(None, parts))
