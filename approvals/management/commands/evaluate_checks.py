"""Scores the checks on labelled posts. Uses each row's own context and touches no data of the installation."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from approvals.domain.labelled import BadRow, Row, rows
from approvals.domain.pack_check import rulebook
from approvals.domain.places import BadPack, bodies, place
from approvals.domain.scoring import Rules, differences, judge, scores


class Command(BaseCommand):
    help = "Score the checks on labelled posts, one JSON object a line."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="labelled posts, JSONL in UTF-8")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
        parser.add_argument("--packs", default="", help="rule packs by their codes, such as fr-fr,it-it")

    def handle(self, *args: Any, **options: Any) -> None:
        found = self._rows(options["file"])
        packs = [code for code in options["packs"].split(",") if code]
        result = with_packs(found, packs) if packs else scores([judge(row) for row in found])
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self.stdout.write(table(result))

    def _rows(self, path: Path) -> list[Row]:
        try:
            found = list(rows(path.read_text(encoding="utf-8-sig").split("\n")))
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(problem)s") % {"file": path, "problem": error.strerror}, returncode=2
            ) from None
        except UnicodeDecodeError as error:
            problem = _("%(file)s is not UTF-8: see byte %(place)d.") % {"file": path, "place": error.start}
            raise CommandError(problem, returncode=2) from None
        except BadRow as error:
            raise CommandError(f"{path}: {error}", returncode=2) from None
        if not found:
            raise CommandError(_("%(file)s holds no rows.") % {"file": path}, returncode=2)
        return found


def with_packs(found: list[Row], packs: list[str]) -> dict[str, Any]:
    """The figures with those packs on, and the rows whose result they change. Raises CommandError for a bad pack."""
    try:
        over = Rules(rulebook(packs), *bodies(packs))
    except BadPack as error:
        raise CommandError(str(error), returncode=2) from None
    before, after = [judge(row) for row in found], [judge(row, over) for row in found]
    ids = {row.line: row.id for row in found}
    changed = [ids[one.line] for one in differences(before, after)]
    return {**scores(after), "packs": [place(code).named for code in sorted(packs)], "changed": changed}


def table(result: dict[str, Any]) -> str:
    """The figures for people: totals, then one line a code, then one a language."""
    totals = [key for key in result if not isinstance(result[key], dict)]
    lines = [f"{key:14} {_shown(result[key])}" for key in totals]
    for part in ("by_code", "by_language"):
        columns = list(next(iter(result[part].values()), {}))
        lines += ["", f"{part:22}" + "".join(f"{column:>10}" for column in columns)]
        lines += [f"{name:22}" + "".join(f"{row[c]:>10}" for c in columns) for name, row in result[part].items()]
    return "\n".join(lines)


def _shown(value: Any) -> str:
    return " ".join(value) or "-" if isinstance(value, list) else str(value)
