"""Templates are proposed by one person and taken into use by a second one, version after version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from approvals.services import PartyEntry, party_add
from cms.blanks import Blank, Type
from cms.models import Template, TemplateState
from cms.services import PostRefused, template_approve, template_end, template_propose, template_refuse
from publishing.ground.models import AuditEntry, Notice, Role
from tests.cms.conftest import Desk
from tests.cms.templates import CLOSURE, in_use, matter, proposed, second
from tests.factories import make_court, make_image, make_person

pytestmark = pytest.mark.django_db


def refused(**facts: object) -> str:
    with pytest.raises(PostRefused) as refusal:
        template_propose(**facts)  # type: ignore[arg-type]
    return " ".join(f"{one.field}: {one.words}" for one in refusal.value.obstacles)


def wrong(desk: Desk, **facts: object) -> str:
    make_person(desk.court, Role.REVIEWER)
    return refused(court=desk.court, entry=replace(CLOSURE, **facts), by=desk.officer)


def test_a_proposal_waits_for_a_second_person(desk) -> None:
    template = proposed(desk.court, desk.officer)
    assert (template.state, template.version, template.decided_by) == (TemplateState.PROPOSED, 1, None)


def test_a_second_person_takes_it_into_use(desk) -> None:
    template = in_use(desk.court, desk.officer)
    assert (template.state, template.decided_by) == (TemplateState.IN_USE, second(desk.court))


@pytest.mark.parametrize("role", [Role.HEAD_OF_COMMUNICATIONS, Role.REGISTRAR, Role.PRESIDENT, Role.DEPUTY_REGISTRAR])
def test_who_may_be_the_second_person(desk, role) -> None:
    template = proposed(desk.court, desk.officer)
    assert template_approve(template=template, by=make_person(desk.court, role)).state == TemplateState.IN_USE


@pytest.mark.parametrize("role", [Role.PRESS_OFFICER, Role.JUDGE, Role.ADVISER, Role.ADMINISTRATOR])
def test_who_may_not(desk, role) -> None:
    template = proposed(desk.court, desk.officer)
    with pytest.raises(PostRefused, match="decides on templates"):
        template_approve(template=template, by=make_person(desk.court, role, is_superuser=True))
    assert Template.objects.get().state == TemplateState.PROPOSED


def test_nobody_takes_their_own_into_use(desk) -> None:
    head = make_person(desk.court, Role.HEAD_OF_COMMUNICATIONS)
    template = proposed(desk.court, head)
    with pytest.raises(PostRefused, match="You made this"):
        template_approve(template=template, by=head)


@pytest.mark.both
def test_the_database_refuses_one_person_as_both(desk) -> None:
    template = proposed(desk.court, desk.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.filter(pk=template.pk).update(state=TemplateState.IN_USE, decided_by=desk.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.filter(pk=template.pk).update(state=TemplateState.IN_USE)


@pytest.mark.both
def test_the_database_knows_one_version_in_use_and_one_that_waits(desk) -> None:
    template = in_use(desk.court, desk.officer)
    for state, version in ((TemplateState.IN_USE, 2), (TemplateState.PROPOSED, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Template.objects.create(
                court=desk.court, series=template.series, version=version, made_by=desk.officer, state=state,
                decided_by=second(desk.court), name="x", title="x", body="x",
            )  # fmt: skip


def test_the_next_version_takes_the_place_of_the_one_before(desk) -> None:
    first = in_use(desk.court, desk.officer)
    entry = replace(CLOSURE, body="Closed on {day}: {why}.")
    following = template_propose(court=desk.court, entry=entry, by=desk.officer, of=first)
    first.refresh_from_db()
    assert (following.version, following.series, first.state) == (2, first.series, TemplateState.IN_USE)
    template_approve(template=following, by=second(desk.court))
    first.refresh_from_db()
    assert (first.state, first.body) == (TemplateState.ENDED, CLOSURE.body)


def test_an_own_proposal_is_replaced_and_somebody_elses_is_not(desk) -> None:
    first = in_use(desk.court, desk.officer)
    mine = template_propose(court=desk.court, entry=CLOSURE, by=desk.officer, of=first)
    again = template_propose(court=desk.court, entry=CLOSURE, by=desk.officer, of=first)
    mine.refresh_from_db()
    assert (mine.state, again.version) == (TemplateState.ENDED, 3)
    other = make_person(desk.court, Role.PRESS_OFFICER)
    assert "has proposed a change already" in refused(court=desk.court, entry=CLOSURE, by=other, of=first)


def test_a_refusal_has_a_reason_and_stays(desk) -> None:
    template = proposed(desk.court, desk.officer)
    with pytest.raises(PostRefused, match="Write why"):
        template_refuse(template=template, answer=" ", by=second(desk.court))
    template_refuse(template=template, answer="Too long.", by=second(desk.court))
    template.refresh_from_db()
    assert (template.state, template.answer) == (TemplateState.REFUSED, "Too long.")
    with pytest.raises(PostRefused, match="decided on this already"):
        template_approve(template=template, by=second(desk.court))


def test_a_template_is_taken_out_of_use_and_a_proposal_back(desk) -> None:
    template = in_use(desk.court, desk.officer)
    assert template_end(template=template, by=second(desk.court)).state == TemplateState.ENDED
    with pytest.raises(PostRefused, match="not in use"):
        template_end(template=template, by=desk.officer)
    waiting = proposed(desk.court, desk.officer)
    with pytest.raises(PostRefused, match="Only whoever proposed it"):
        template_end(template=waiting, by=second(desk.court))
    assert template_end(template=waiting, by=desk.officer).state == TemplateState.ENDED


def test_only_the_press_office_of_the_court_proposes(desk, other) -> None:
    make_person(desk.court, Role.REVIEWER)
    for person in (other.officer, make_person(desk.court, Role.REGISTRAR), make_person(is_superuser=True)):
        assert "Only the press office" in refused(court=desk.court, entry=CLOSURE, by=person)
    theirs = in_use(other.court, other.officer)
    assert "another court" in refused(court=desk.court, entry=CLOSURE, by=desk.officer, of=theirs)


def test_nothing_is_proposed_that_nobody_could_take_into_use(desk) -> None:
    assert "Nobody else can take it into use" in refused(court=desk.court, entry=CLOSURE, by=desk.officer)


def test_an_unknown_field_is_told_with_its_place(desk) -> None:
    said = wrong(desk, body="Closed on {day}\nbecause of {why} in {hall}.")
    assert "body: No field is called “hall” (text, line 2, character 21)" in said


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": " "}, "name: Give it a name"),
        ({"kind": "gossip"}, "kind: Choose what kind"),
        ({"aim": ""}, "aim: Choose the aim"),
        ({"language": "fr"}, "language: Choose one of the court’s languages"),
        ({"title": ""}, "title: Give it a title"),
        ({"body": "  "}, "body: Write its text"),
        ({"body": "{day} {why} {"}, "A brace opens no field (text, line 1, character 13)"),
        ({"link": "https://elsewhere.example/x"}, "link: Write an address"),
        ({"link": "https://courts.norvale.example.evil.example/"}, "link: Write an address"),
        ({"link": "http://courts.norvale.example/"}, "link: Write an address"),
        ({"link": "https://courts.norvale.example{why}"}, "link: Write an address"),
        ({"link": "{why}"}, "link: Write an address"),
        ({"blanks": (*CLOSURE.blanks, Blank("note", "Note", Type.TEXT)), "title": "{note}"}, "no field for free text"),
        ({"blanks": (replace(CLOSURE.blanks[0], label=" "), CLOSURE.blanks[1])}, "Say in a few words what “day” is"),
        ({"picture_alt": "A court"}, "picture_alt: A picture and its description belong together"),
    ],
)
def test_what_cannot_be_kept_is_told_by_its_field(desk, facts, words) -> None:
    assert words in wrong(desk, **facts)


def test_a_picture_of_another_court_is_refused(desk, other) -> None:
    assert "picture: This picture is not" in wrong(desk, picture=make_image(other.court), picture_alt="A court")


@pytest.mark.parametrize("place", ["name", "body", "help"])
def test_no_template_names_anyone_protected(desk, place) -> None:
    registrar = make_person(desk.court, Role.REGISTRAR)
    party_add(matter=matter(desk.court, registrar), entry=PartyEntry(name="Zora Plavec", protected=True), by=registrar)
    blanks = (replace(CLOSURE.blanks[0], help="For Zora Plavec"), CLOSURE.blanks[1])
    facts = {"help": {"blanks": blanks}, "name": {"name": "Zora Plavec"}, "body": {"body": "{day} {why} Zora Plavec"}}
    said = wrong(desk, **facts[place])
    assert "protected person" in said
    assert "Zora" not in said


def test_every_act_stands_on_the_trail_without_a_word_of_it(desk) -> None:
    template = in_use(desk.court, desk.officer)
    template_end(template=template, by=desk.officer)
    entries = AuditEntry.objects.filter(subject=f"template:{template.pk}").order_by("at")
    assert [entry.act for entry in entries] == ["template_proposed", "template_approved", "template_ended"]
    assert "registry" not in str([entry.facts for entry in entries])


def test_those_who_can_decide_are_told_and_then_whoever_made_it(desk) -> None:
    reviewer, registrar = make_person(desk.court, Role.REVIEWER), make_person(desk.court, Role.REGISTRAR)
    template = proposed(desk.court, desk.officer)
    asked = Notice.objects.filter(kind="template-proposed")
    assert set(asked.values_list("person", flat=True)) == {reviewer.pk, registrar.pk}
    template_approve(template=template, by=registrar)
    assert Notice.objects.get(kind="template-in-use").person == desk.officer
    assert not asked.filter(over_at=None).exists()
    assert not any("registry" in notice.body for notice in Notice.objects.all())


def test_a_notice_names_the_template_that_it_is_about(desk) -> None:
    make_person(desk.court, Role.REVIEWER)
    in_use(desk.court, desk.officer)
    (asked,) = Notice.objects.filter(kind="template-proposed")[:1]
    assert asked.subject == f"The template “{CLOSURE.name}” waits for your decision"
    assert Notice.objects.get(kind="template-in-use").subject == f"Your template “{CLOSURE.name}” is in use"


def test_a_notice_does_not_name_whom_an_order_protects_since(desk) -> None:
    registrar = make_person(desk.court, Role.REGISTRAR)
    template = proposed(desk.court, desk.officer, name="Zora Plavec")
    party_add(matter=matter(desk.court, registrar), entry=PartyEntry(name="Zora Plavec", protected=True), by=registrar)
    template_approve(template=template, by=registrar)
    told = Notice.objects.get(kind="template-in-use")
    assert told.subject == "Your template “Closure” is in use"
    assert "Zora" not in told.body


def test_people_of_a_court_see_its_templates_alone(desk, other) -> None:
    template = in_use(desk.court, desk.officer)
    in_use(other.court, other.officer)
    assert list(Template.objects.for_person(desk.officer)) == [template]
    assert not Template.objects.for_person(make_person(make_court(), is_superuser=True)).exists()
