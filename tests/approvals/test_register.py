"""The register: what is entered, who may, and that protected names are nowhere to be read."""

from __future__ import annotations

import logging
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_q.models import OrmQ

from approvals.models import Matter, NameTag, Party
from approvals.services import (
    Invalid,
    MatterEntry,
    NotAllowed,
    PartyEntry,
    RestrictionEntry,
    matter_save,
    party_add,
    party_protect,
    party_remove,
    party_reveal,
    restriction_add,
    restriction_lift,
    review_now,
    review_run,
)
from approvals.services.index import matters_touched
from approvals.services.sealed import outcome_of, party_named, title_of
from cms.models import Post
from publishing.ground.models import AuditEntry, Court
from tests.approvals.conftest import change_text, facts_of
from tests.factories import make_court, make_post

NAME = "Aurelio Vantongeren"


@pytest.fixture
def matter(court: Court, people: SimpleNamespace) -> Matter:
    entry = MatterEntry(code="26-388", docket="No. 26-388", public_title="Re K (A Child)", status="reserved")
    return matter_save(court=court, entry=entry, by=people.registrar)


@pytest.fixture
def child(matter: Matter, people: SimpleNamespace) -> Party:
    return party_add(matter=matter, entry=PartyEntry(name=NAME, role="child", protected=True), by=people.registrar)


def version(court: Court) -> int:
    return Court.objects.get(pk=court.pk).register_version


def test_each_change_raises_the_register_version(court: Court, people: SimpleNamespace, matter: Matter) -> None:
    before = version(court)
    party_add(matter=matter, entry=PartyEntry(name="Idris Corvane"), by=people.registrar)
    assert version(court) == before + 1


def test_a_change_leaves_the_versions_of_other_courts(matter: Matter) -> None:
    assert version(make_court()) == 0


def test_only_a_registrar_of_the_court_enters(court: Court, people: SimpleNamespace) -> None:
    for person in (people.press_officer, people.judge, people.administrator, people.stranger):
        with pytest.raises(NotAllowed):
            matter_save(court=court, entry=MatterEntry(code="1", docket="1"), by=person)
    assert not Matter.objects.exists()


def test_a_matter_of_another_court_is_not_changed(matter: Matter, people: SimpleNamespace) -> None:
    other = people.stranger.memberships.first().court
    with pytest.raises(NotAllowed):
        matter_save(court=other, entry=MatterEntry(code="9", docket="9"), by=people.stranger, matter=matter)


def test_a_code_is_taken_once_in_a_court(court: Court, people: SimpleNamespace, matter: Matter) -> None:
    with pytest.raises(Invalid) as refused:
        matter_save(court=court, entry=MatterEntry(code="26-388", docket="No. 5"), by=people.registrar)
    assert set(refused.value.errors) == {"code"}


def test_an_embargo_needs_its_end(court: Court, people: SimpleNamespace) -> None:
    entry = MatterEntry(code="1", docket="No. 1", status="embargoed")
    with pytest.raises(Invalid) as refused:
        matter_save(court=court, entry=entry, by=people.registrar)
    assert set(refused.value.errors) == {"embargo_until"}


def test_a_refused_entry_leaves_nothing(court: Court, people: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        matter_save(court=court, entry=MatterEntry(code="no spaces", docket="No. 1"), by=people.registrar)
    assert (Matter.objects.count(), version(court)) == (0, 0)


def test_title_and_outcome_come_back_from_the_vault(court: Court, people: SimpleNamespace) -> None:
    entry = MatterEntry(code="1", docket="No. 1", title=f"In re {NAME}", outcome="dismissed")
    matter = matter_save(court=court, entry=entry, by=people.registrar)
    assert (title_of(matter), outcome_of(matter)) == (f"In re {NAME}", "dismissed")


def test_a_title_that_is_not_given_stays(court: Court, people: SimpleNamespace) -> None:
    matter = matter_save(court=court, entry=MatterEntry(code="1", docket="No. 1", title="A v B"), by=people.registrar)
    matter_save(court=court, entry=MatterEntry(code="1", docket="No. 2"), by=people.registrar, matter=matter)
    assert title_of(Matter.objects.get()) == "A v B"


def test_a_protected_name_is_read_by_the_checks(child: Party) -> None:
    facts = facts_of(child.matter)
    assert [party.name for party in facts.parties] == [NAME]


def test_the_database_refuses_a_protected_name_in_clear(child: Party) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.filter(pk=child.pk).update(name=NAME)


def test_a_name_is_sealed_when_it_becomes_protected(matter: Matter, people: SimpleNamespace) -> None:
    party = party_add(matter=matter, entry=PartyEntry(name=NAME), by=people.registrar)
    party_protect(party=party, by=people.registrar, protected=True)
    row = Party.objects.get()
    assert (row.name, party_named(row).name) == ("", NAME)


def test_a_name_cannot_be_protected_while_the_title_says_it(court: Court, people: SimpleNamespace) -> None:
    entry = MatterEntry(code="1", docket="No. 1", public_title=f"In re {NAME}")
    matter = matter_save(court=court, entry=entry, by=people.registrar)
    with pytest.raises(Invalid) as refused:
        party_add(matter=matter, entry=PartyEntry(name=NAME, protected=True), by=people.registrar)
    assert set(refused.value.errors) == {"public_title"}
    assert not Party.objects.exists()


def test_a_removed_party_is_found_no_more(court: Court, child: Party, people: SimpleNamespace) -> None:
    party_remove(party=child, by=people.registrar)
    assert not matters_touched(court, [NAME])


def test_a_lifted_order_no_longer_counts(matter: Matter, people: SimpleNamespace) -> None:
    order = restriction_add(
        matter=matter, entry=RestrictionEntry(type="anonymity", text="Secret."), by=people.registrar
    )
    restriction_lift(restriction=order, by=people.registrar)
    assert facts_of(Matter.objects.get()).restrictions == ()


def test_an_expired_order_no_longer_counts(matter: Matter, people: SimpleNamespace) -> None:
    past = RestrictionEntry(type="anonymity", until=timezone.now() - timedelta(hours=1))
    restriction_add(matter=matter, entry=past, by=people.registrar)
    assert facts_of(Matter.objects.get()).restrictions == ()


def test_revealing_is_a_registrars_act_on_the_audit_trail(child: Party, people: SimpleNamespace) -> None:
    assert party_reveal(party=child, by=people.registrar).name == NAME
    entry = AuditEntry.objects.get(act="revealed")
    assert (entry.actor, entry.facts) == (f"person:{people.registrar.pk}", {"party": str(child.pk)})


@pytest.mark.parametrize("role", ["press_officer", "judge", "president", "administrator", "stranger"])
def test_nobody_else_reveals(child: Party, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        party_reveal(party=child, by=getattr(people, role))


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday A u r e l i o V a n t o n g e r e n spoke.",
        "VANTONGEREN, Aurelio",
        "#AurelioVantongeren",
        "Mr Vantongeren's house",
        "the hearing in No. 26-388",
        "RE K (A CHILD) resumes",
    ],
)
def test_tags_lead_to_the_matter(court: Court, child: Party, text: str) -> None:
    assert [found.matter.code for found in matters_touched(court, [text])] == ["26-388"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Corvane v Harrowgate Water Board", "Judgment in CORVANE V. HARROWGATE WATER BOARD is reserved."),
        ("Dr Oskold v Levy", "In Dr. Oskold v Levy's matter"),
        ("State v 张三丰", "关于张三丰案的通知"),
        ("海岚公司诉税务局", "海岚公司诉税务局案"),
        ("Дело Кожемякина", "Слушание: дело Кожемякина"),
    ],
)
def test_the_sealed_title_leads_to_the_matter(court: Court, people: SimpleNamespace, title: str, text: str) -> None:
    entry = MatterEntry(code="1", docket="No. 1", title=title)
    matter_save(court=court, entry=entry, by=people.registrar)
    assert matters_touched(court, [text])


def test_tags_do_not_lead_to_matters_of_another_court(child: Party) -> None:
    assert not matters_touched(make_court(), [NAME])


def test_an_unrelated_text_leads_to_no_matter(court: Court, child: Party) -> None:
    assert not matters_touched(court, ["The registry opens at eight on Monday."])


def test_the_index_holds_numbers_alone(child: Party) -> None:
    assert all(isinstance(value, int) for row in NameTag.objects.values_list() for value in row if value != row[0])


def test_a_planted_name_is_in_no_row_no_log_no_mail_and_no_task(
    court: Court,
    people: SimpleNamespace,
    matter: Matter,
    caplog: pytest.LogCaptureFixture,
    mailoutbox: list[Any],
) -> None:
    """The bytes of the whole database file are searched for the names and their parts, in two encodings."""
    caplog.set_level(logging.DEBUG)
    entry = PartyEntry(
        name="Zsombor Quintrevalle", forms=("Зомбор Квинтреваль",), handles=("@zquint88",), protected=True
    )
    party = party_add(matter=matter, entry=entry, by=people.registrar)
    restriction_add(
        matter=matter, by=people.registrar,
        entry=RestrictionEntry(type="anonymity", details=("trombone at Hexmoor",), text="Zsombor shall not be named."),
    )  # fmt: skip
    post = make_post(court, people.press_officer)
    unsaved = _saying(post, "Zsombor Quintrevalle spoke, and @zquint88 too.")
    review_run(unsaved, by=people.press_officer)
    party_reveal(party=party, by=people.registrar)
    bytes_found = connection.connection.serialize()
    for word in ("Zsombor", "Quintrevalle", "zsombor", "quintrevalle", "zquint88", "Квинтреваль", "Hexmoor"):
        for encoding in ("utf-8", "utf-16-le"):
            assert word.encode(encoding) not in bytes_found
        assert word not in caplog.text
        assert all(word not in mail.body + mail.subject for mail in mailoutbox)
        assert all(word not in str(task.payload) for task in OrmQ.objects.all())


def test_a_review_finds_the_planted_name_and_stores_offsets_only(
    court: Court, people: SimpleNamespace, child: Party
) -> None:
    post = _saying(make_post(court, people.press_officer), f"Yesterday {NAME} spoke.")
    review = review_run(post, by=people.press_officer)
    found = [row for row in review.findings if row["code"] == "restricted-identity"]
    assert [row["span"][1:] for row in found] == [[10, 29]]
    assert "Vantongeren" not in str(review.findings)


def test_a_dry_run_stores_nothing(court: Court, people: SimpleNamespace, child: Party) -> None:
    post = make_post(court, people.press_officer)
    change_text(post, f"Yesterday {NAME} spoke.")
    before = AuditEntry.objects.count()
    assert review_now(Post.objects.get(pk=post.pk)).blocks
    assert AuditEntry.objects.count() == before


def _saying(post: Post, text: str) -> Any:
    """The post with other words, in memory only: what a court's own database holds of its drafts is not the matter."""
    post.text = text
    return post
