"""Templates: proposed by one person, taken into use by a second one, and never changed but by a next version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.services.tags import names_someone
from cms.blanks import Blank, Type, faults, fill, host_of, names_in, rows_of
from cms.models import CourtImage, Template, TemplateState
from cms.template_wording import wrong_words
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may, roles_of
from publishing.kinds import Aim, Kind

from .refusals import Obstacle, PostRefused
from .template_letters import ask_second, settled, tell_decided

FIELDS_MAX = 20


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """What is proposed. Title, body and link hold blanks such as {room}."""

    name: str
    kind: str
    aim: str
    language: str
    title: str
    body: str
    link: str = ""
    blanks: tuple[Blank, ...] = ()
    locked: bool = True
    picture: CourtImage | None = None
    picture_alt: str = ""


def template_propose(*, court: Court, entry: TemplateEntry, by: Person, of: Template | None = None) -> Template:
    """Proposes a template, or with `of` the next version of one, and writes to those who can decide.

    An own proposal that still waits is replaced. Raises PostRefused, naming the field and, in a text, the place.
    """
    _check_maker(court, by)
    if of is not None and of.court_id != court.pk:
        raise PostRefused(Obstacle("", _("This template belongs to another court.")))
    entry = _tidy(entry)
    if obstacles := list(_obstacles(court, entry)):
        raise PostRefused(*obstacles)
    if not court.holders(*roles_of("template_approve")) - {by.pk}:
        words = _("Nobody else can take it into use. Ask an administrator to invite a reviewer or a registrar.")
        raise PostRefused(Obstacle("", words))
    try:
        with transaction.atomic():
            return _propose(court, entry, by, of)
    except IntegrityError as error:
        raise PostRefused(Obstacle("", _("Somebody else proposed a change meanwhile. Look at the list."))) from error


def template_approve(*, template: Template, by: Person) -> Template:
    """Takes a proposal into use; the version that was in use until now no longer is. Raises PostRefused."""
    with transaction.atomic():
        row = _decidable(template, by)
        now = timezone.now()
        before = Template.objects.in_use().filter(series=row.series)
        before.update(state=TemplateState.ENDED, ended_by=by, ended_at=now)
        _move(row, TemplateState.IN_USE, decided_by=by, decided_at=now)
        _record(row, "template_approved", by)
        tell_decided(row)
    return row


def template_refuse(*, template: Template, answer: str, by: Person) -> Template:
    """Says no with a reason, which whoever made it reads. Raises PostRefused."""
    answer = answer.strip()
    if len(answer) < 3 or len(answer) > 300:
        raise PostRefused(Obstacle("answer", _("Write why you refuse it, in 3 to 300 characters.")))
    if names_someone(template.court, answer):
        raise PostRefused(Obstacle("answer", _("This may name a protected person. Write it without the name.")))
    with transaction.atomic():
        row = _decidable(template, by)
        _move(row, TemplateState.REFUSED, decided_by=by, decided_at=timezone.now(), answer=answer)
        _record(row, "template_refused", by)
        tell_decided(row)
    return row


@transaction.atomic
def template_end(*, template: Template, by: Person) -> Template:
    """Takes a template out of use, or one's own proposal back. Raises PostRefused."""
    row = Template.objects.select_for_update().get(pk=template.pk)
    if not may("template_end", by, row.court):
        raise PostRefused(Obstacle("", _("Only the press office and those who decide on templates end one.")))
    if row.state == TemplateState.PROPOSED and row.made_by_id != by.pk:
        raise PostRefused(Obstacle("", _("Only whoever proposed it takes it back. You can refuse it, with a reason.")))
    if row.state not in (TemplateState.PROPOSED, TemplateState.IN_USE):
        raise PostRefused(Obstacle("", _("It is not in use any more.")))
    _move(row, TemplateState.ENDED, ended_by=by, ended_at=timezone.now())
    _record(row, "template_ended", by)
    settled(row)
    return row


def _propose(court: Court, entry: TemplateEntry, by: Person, of: Template | None) -> Template:
    row = Template(court=court, made_by=by, fields=rows_of(entry.blanks))
    for name in ("name", "kind", "aim", "language", "title", "body", "link", "locked", "picture", "picture_alt"):
        setattr(row, name, getattr(entry, name))
    if of is not None:
        family = Template.objects.select_for_update().filter(series=of.series)
        _clear_way(family, by)
        row.series = of.series
        row.version = (family.aggregate(last=Max("version"))["last"] or 0) + 1
    row.save()
    _record(row, "template_proposed", by)
    ask_second(row)
    return row


def _clear_way(family: QuerySet[Template], by: Person) -> None:
    waiting = family.filter(state=TemplateState.PROPOSED).first()
    if waiting is None:
        return
    if waiting.made_by_id != by.pk:
        words = _("%(person)s has proposed a change already. Decide on that one first.")
        raise PostRefused(Obstacle("", words % {"person": waiting.made_by}))
    _move(waiting, TemplateState.ENDED, ended_by=by, ended_at=timezone.now())
    settled(waiting)


def _decidable(template: Template, by: Person) -> Template:
    row = Template.objects.select_for_update().select_related("court").get(pk=template.pk)
    if not may("template_approve", by, row.court):
        words = _("The head of communications, a reviewer, a registrar or the president decides on templates.")
        raise PostRefused(Obstacle("", words))
    if row.made_by_id == by.pk:
        raise PostRefused(Obstacle("", _("You made this, so somebody else must decide on it.")))
    if row.state != TemplateState.PROPOSED:
        raise PostRefused(Obstacle("", _("Somebody has decided on this already.")))
    return row


def _move(row: Template, state: TemplateState, **facts: object) -> None:
    """Writes the state, if nobody else did meanwhile."""
    moved = Template.objects.filter(pk=row.pk, state=row.state).update(state=state, **facts)
    if not moved:
        raise PostRefused(Obstacle("", _("Somebody has decided on this already.")))
    for name, value in {"state": state, **facts}.items():
        setattr(row, name, value)


def _record(row: Template, act: str, by: Person) -> None:
    facts = {"version": row.version, "locked": row.locked, "kind": row.kind, "language": row.language}
    audit.record(row.court_id, act, actor=audit.actor_of(by), subject=f"template:{row.pk}", facts=facts)


def _check_maker(court: Court, by: Person) -> None:
    if not may("template_propose", by, court):
        raise PostRefused(Obstacle("", _("Only the press office of this court makes its templates.")))


def _tidy(entry: TemplateEntry) -> TemplateEntry:
    texts = {name: getattr(entry, name).strip() for name in ("name", "title", "link", "picture_alt")}
    body = entry.body.replace("\r\n", "\n").strip()
    facts = {name: getattr(entry, name) for name in ("kind", "aim", "language", "blanks", "locked", "picture")}
    return TemplateEntry(**facts, **texts, body=body)


def _obstacles(court: Court, entry: TemplateEntry) -> Iterator[Obstacle]:
    for field, right, words in (
        ("name", 0 < len(entry.name) <= 100, _("Give it a name of up to 100 characters.")),
        ("kind", entry.kind in Kind.values, _("Choose what kind of post it is for.")),
        ("aim", entry.aim in Aim.values, _("Choose the aim: one of the five of guideline 10.")),
        ("language", entry.language in court.languages, _("Choose one of the court’s languages.")),
        ("title", 0 < len(entry.title) <= 200, _("Give it a title of up to 200 characters, by which a post is found.")),
        ("body", 0 < len(entry.body) <= 10_000, _("Write its text, in up to 10,000 characters.")),
        ("fields", len(entry.blanks) <= FIELDS_MAX, _("A template has 20 fields at most.")),
        ("link", len(entry.link) <= 2000 and _link_fits(court, entry), _link_words()),
    ):
        if not right:
            yield Obstacle(field, words)
    yield from _of_fields(court, entry)


def _of_fields(court: Court, entry: TemplateEntry) -> Iterator[Obstacle]:
    parts = {"title": entry.title, "body": entry.body, "link": entry.link}
    for wrong in faults(parts, entry.blanks, locked=entry.locked):
        yield Obstacle(wrong.part, wrong_words(wrong))
    for blank in entry.blanks:
        if not blank.label.strip():
            yield Obstacle("fields", _("Say in a few words what “%(name)s” is.") % {"name": blank.name})
    if entry.picture is not None and entry.picture.collection_id != court.collection_id:
        yield Obstacle("picture", _("This picture is not one of this court’s. Choose one from the list."))
    if (entry.picture is None) != (not entry.picture_alt):
        yield Obstacle("picture_alt", _("A picture and its description belong together. Enter both, or neither."))
    if names_someone(court, "\n".join(_words_of(entry))):
        yield Obstacle("", _("This may name a protected person. Leave the name to the register."))


def _words_of(entry: TemplateEntry) -> Iterator[str]:
    yield from (entry.name, entry.title, entry.body, entry.link, entry.picture_alt)
    for blank in entry.blanks:
        yield from (blank.label, blank.help, *blank.choices)


def _link_fits(court: Court, entry: TemplateEntry) -> bool:
    """Whether the link will be an address: its own host, or a field of type link alone."""
    if not entry.link:
        return True
    (first, *others) = names_in(entry.link) or [""]
    alone = entry.link == f"{{{first}}}" and not others
    if alone:
        return any(blank.name == first and blank.type == Type.LINK for blank in entry.blanks)
    try:
        sample = fill(entry.link, dict.fromkeys(names_in(entry.link), "x"))
    except ValueError:
        return True  # the stray brace is said by itself
    host = host_of(sample)
    own = any(host == domain or host.endswith(f".{domain}") for domain in court.domains)
    return sample.startswith("https://") and bool(host) and (own or not entry.locked)


def _link_words() -> str:
    return _(
        "Write an address that begins with https://, in a locked template one of the court’s own, or a field of the"
        " type link alone."
    )
