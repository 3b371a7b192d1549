"""The demo's court: its people, its accounts on the built-in network, its register. Made once, kept afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from approvals.services import MatterEntry, PartyEntry, RestrictionEntry, matter_save, party_add, restriction_add
from approvals.services.panels import panel_set
from approvals.services.rulebooks import WordEntry, body_add, pack_switch_on, weight_set, word_add
from approvals.services.rules import PatternEntry, pattern_add, rules_set
from cms.demo.data import PICTURE, norvale
from cms.demo.outside import home_of, profile_url
from cms.models import CourtImage
from cms.services import picture_add
from publishing.accounts import credentials_store
from publishing.ground.models import Court, Person
from publishing.ground.services import court_create, membership_grant
from publishing.ground.training import training_waive
from publishing.models import Account
from publishing.sandbox.services import sandbox_account_create, sandbox_credentials


@dataclass(frozen=True, slots=True)
class Cast:
    """The court and its people by user name."""

    court: Court
    people: dict[str, Person]

    @property
    def accounts(self) -> list[Account]:
        return list(self.court.accounts.order_by("created_at"))


def cast_known() -> Cast | None:
    """The cast of an earlier run, or None."""
    court = Court.objects.filter(slug=norvale()["court"]["slug"]).first()
    if court is None:
        return None
    return Cast(court, {row["username"]: Person.objects.get(username=row["username"]) for row in _people()})


def cast_make() -> Cast:
    """Court, people with their roles, and accounts."""
    people = {row["username"]: _person(row) for row in _people()}
    first = [people[row["username"]] for row in _people() if "administrator" in row["roles"]]
    court = court_create(**norvale()["court"], administrators=first)
    until = (timezone.now() + timedelta(days=180)).date()
    training_waive(court=court, until_on=until, reason="The court starts before every course was given.", by=None)
    for row in _people():
        for role in set(row["roles"]) - {"administrator"}:
            membership_grant(court=court, person=people[row["username"]], role=role, by=None)
    for row in norvale()["accounts"]:
        Account.objects.create(court=court, base_url=settings.PUBLIC_URL, **_columns(row))
    return Cast(court, people)


def passwords_set(cast: Cast, password: str) -> None:
    """One password for everybody: the demo is for one person who plays them all."""
    for person in cast.people.values():
        person.set_password(password)
        person.save(update_fields=["password"])


def accounts_connect(cast: Cast) -> None:
    """Connect the accounts to the built-in network at this installation's present address."""
    paths = {row["handle"]: row["path"] for row in norvale()["accounts"]}
    for account in cast.accounts:
        token = sandbox_account_create(cast.court, account.handle, name=account.display_name, network=account.network)
        home = home_of(account)
        account.base_url = settings.PUBLIC_URL + paths[account.handle]
        account.remote_id = home.remote_id
        account.profile_url = profile_url(account)
        account.connected = True
        account.save()
        credentials_store(account, sandbox_credentials(home, token))


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "path"}


def rules_fill(cast: Cast) -> None:
    """What the court's docket numbers look like, and what it changed of the rules, said by the registrar."""
    rows, by = norvale()["dockets"], cast.people["hanne"]
    rules_set(court=cast.court, codes=rows["forms"], by=by)
    for row in rows["patterns"]:
        pattern_add(court=cast.court, entry=PatternEntry(**row), by=by)
    own = norvale()["rules"]
    pack_switch_on(court=cast.court, code=own["pack"], by=by)
    word_add(court=cast.court, entry=WordEntry(**own["words"]), by=by)
    weight_set(court=cast.court, by=by, **own["weight"])
    body_add(court=cast.court, by=by, **own["body"])


def register_fill(cast: Cast, now: datetime) -> None:
    """Matters with an embargo, an order, a jury; entered by the registrar."""
    for row in norvale()["matters"]:
        _matter(cast, row, now)


def picture_of_the_courtroom(cast: Cast, by: Person) -> CourtImage:
    file = ContentFile(PICTURE.read_bytes(), name="Courtroom 2.jpg")
    return picture_add(court=cast.court, file=file, by=by, facts=("nobody",))


def _people() -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = norvale()["people"]
    return people


def _person(row: dict[str, Any]) -> Person:
    names = {key: row[key] for key in ("username", "first_name", "last_name")}
    return Person.objects.create_user(email=f"{row['username']}@courts.norvale.example", **names)


def _matter(cast: Cast, row: dict[str, Any], now: datetime) -> None:
    by = cast.people["hanne"]
    plain = ("code", "docket", "title", "public_title", "status", "jury", "handdown_notice_public", "outcome")
    lists = ("citations", "judges", "nature")
    entry = MatterEntry(
        **{key: row[key] for key in (*plain, *lists) if key in row}, embargo_until=_embargo(cast.court, row, now)
    )
    matter = matter_save(court=cast.court, entry=entry, by=by)
    if "presiding" in row:
        panel_set(matter=matter, judges=[], presiding=cast.people[row["presiding"]], by=by)
    for kind in ("parties", "counsel", "witnesses"):
        for party in row.get(kind, []):
            party_add(matter=matter, entry=PartyEntry(kind=_KINDS[kind], **party), by=by)
    for order in row.get("restrictions", []):
        restriction_add(
            matter=matter, entry=RestrictionEntry(type=order["type"], allowed_text=order["allowed_text"]), by=by
        )


_KINDS = {"parties": "party", "counsel": "counsel", "witnesses": "witness"}


def _embargo(court: Court, row: dict[str, Any], now: datetime) -> datetime | None:
    if "embargo_in_days" not in row:
        return None
    day = now.astimezone(court.zone) + timedelta(days=row["embargo_in_days"])
    return day.replace(hour=row["embargo_hour"], minute=0, second=0, microsecond=0)
