"""What a court changes of the rules: packs, own words, weights and public bodies. Read by every review."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain import own_words
from approvals.domain.pack_check import DOMAIN, problems, rulebook
from approvals.domain.places import BadPack, bodies, place
from approvals.domain.review import LEVELS, RULES_VERSION
from approvals.domain.rulebook import OwnWord, Rulebook, may_weigh
from approvals.domain.severity import Severity
from approvals.models import RuleChange, RuleKind
from approvals.rule_wording import wrong_words
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may

from .refusals import Invalid, NotAllowed
from .tags import names_someone

MOST = {RuleKind.PACK: 6, RuleKind.WORD: 300, RuleKind.WEIGHT: 35, RuleKind.BODY: 200}  # standing, a court
DOMAIN_CODE, HANDLE_CODE = "domain", "handle"


@dataclass(frozen=True, slots=True)
class Standing:
    """The rules of a court at one moment. `version` names engine, base, packs and the court's own changes."""

    rules: Rulebook
    version: str
    domains: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordEntry:
    """Words of the court's own, and the sentence that proves them."""

    check: str
    table: str
    language: str
    words: str
    sentence: str

    @property
    def word(self) -> OwnWord:
        return OwnWord(self.check, self.table, self.language, self.words)


def rules_of(court: Court, *, packs: Collection[str] | None = None, word: OwnWord | None = None) -> Standing:
    """What differs from the base at `court`; on trial with other packs, or a word more.

    Raises BadPack where one of the packs cannot be used.
    """
    changes = list(RuleChange.objects.filter(court=court))
    live = [row for row in changes if row.ended_at is None]
    on = packs if packs is not None else [row.code for row in live if row.kind == RuleKind.PACK]
    words = [own_word(row) for row in live if row.kind == RuleKind.WORD]
    weights = ((row.code, Severity(row.weight)) for row in live if row.kind == RuleKind.WEIGHT)
    rules = rulebook(on, [*words, *([word] if word else [])], weights)
    acts = 2 * len(changes) - len(live)
    named = [RULES_VERSION, *(place(code).named for code in rules.packs), *([f"own@{acts}"] if acts else [])]
    domains, handles = bodies(rules.packs)
    own = [(row.code, row.words) for row in live if row.kind == RuleKind.BODY]
    domains += tuple(words for code, words in own if code == DOMAIN_CODE)
    handles += tuple(words for code, words in own if code == HANDLE_CODE)
    return Standing(rules, " ".join(named), domains, handles)


def own_word(row: RuleChange) -> OwnWord:
    """The words of one row, as the checks read them."""
    return OwnWord(row.code, row.table, row.language, row.words)


def may_change(court: Court, person: Person) -> bool:
    """Whether the person keeps the rules of `court`."""
    return may("word_add", person, court)


def may_lower(court: Court, person: Person) -> bool:
    """Whether the person may make a check weigh less than the base does."""
    return may("weight_lower", person, court)


@transaction.atomic
def pack_switch_on(*, court: Court, code: str, by: Person) -> RuleChange:
    """Switches a pack on; one that is on stays so. Raises Invalid for a pack that cannot be used, NotAllowed."""
    _locked(court, by)
    if wrong := problems(code):
        raise Invalid({"code": _("This pack cannot be used: %(problem)s") % {"problem": wrong[0]}})
    return _kept(RuleChange(court=court, kind=RuleKind.PACK, code=code), by)


@transaction.atomic
def word_add(*, court: Court, entry: WordEntry, by: Person) -> RuleChange:
    """Adds words to a list of a check. Raises Invalid naming the field, NotAllowed."""
    _locked(court, by)
    texts = {"words": " ".join(entry.words.split()), "sentence": " ".join(entry.sentence.split())}
    word = OwnWord(entry.check, entry.table, entry.language, texts["words"])
    rules = _present(court)
    if wrong := own_words.problem(word, texts["sentence"], rules):
        others = own_words.fitting(word, texts["sentence"], rules) if wrong[1] == "silent" else ()
        raise Invalid({wrong[0]: wrong_words(wrong[1], others)})
    _nameless(court, texts)
    row = RuleChange(court=court, kind=RuleKind.WORD, code=word.check, table=word.table, language=word.language)
    row.words, row.sentence = texts["words"], texts["sentence"]
    return _kept(row, by)


@transaction.atomic
def weight_set(*, court: Court, check: str, weight: str, reason: str, by: Person) -> RuleChange:
    """Makes a check weigh more or less, in place of what the court said before. Raises Invalid, NotAllowed."""
    _locked(court, by)
    reason = reason.strip()
    usual, changed = LEVELS.get(check), weight if weight in list(Severity) else None
    if usual is None or changed is None:
        raise Invalid({"check": _("Choose a check and a weight.")})
    if not may_weigh(check, usual, Severity(changed)):
        raise Invalid({"weight": _("This check cannot weigh so little. It protects people, or the judgment itself.")})
    if len(reason) < 10:
        raise Invalid({"reason": _("Write the reason in a sentence. It stays with every review.")})
    if Severity(changed).rank < usual.rank and not may_lower(court, by):
        raise NotAllowed(_("Only the president of this court makes a check weigh less."))
    _nameless(court, {"reason": reason})
    for row in RuleChange.objects.filter(court=court, kind=RuleKind.WEIGHT, code=check).standing():
        _end(row, by)
    return _kept(RuleChange(court=court, kind=RuleKind.WEIGHT, code=check, weight=changed, reason=reason), by)


@transaction.atomic
def body_add(*, court: Court, address: str, reason: str, by: Person) -> RuleChange:
    """Takes a domain or a handle for that of a public body. Raises Invalid naming the field, NotAllowed."""
    _locked(court, by)
    address, reason = address.strip(), reason.strip()
    code = HANDLE_CODE if address.startswith("@") else DOMAIN_CODE
    words = address if code == HANDLE_CODE else address.lower()
    if not 3 < len(words) <= own_words.LONGEST or " " in words or (code == DOMAIN_CODE and not DOMAIN.match(words)):
        raise Invalid({"address": _("Write a domain such as weather.example, or an account such as @weather@example.")})
    if len(reason) < 10:
        raise Invalid({"reason": _("Say in a sentence who it is and why the Court may point to it.")})
    _nameless(court, {"address": words, "reason": reason})
    return _kept(RuleChange(court=court, kind=RuleKind.BODY, code=code, words=words, reason=reason), by)


@transaction.atomic
def rule_end(*, change: RuleChange, by: Person) -> None:
    """The checks no longer use it; the row stays. To end it twice is no error. Raises NotAllowed."""
    _locked(change.court, by)
    if change.kind == RuleKind.WEIGHT and _was_raised(change) and not may_lower(change.court, by):
        raise NotAllowed(_("Only the president of this court makes a check weigh less."))
    _end(change, by)


def _was_raised(change: RuleChange) -> bool:
    usual = LEVELS.get(change.code)
    return usual is not None and Severity(change.weight).rank > usual.rank


def _present(court: Court) -> Rulebook:
    try:
        return rules_of(court).rules
    except BadPack as error:
        raise Invalid({"words": _("A pack that is switched on cannot be used: %(why)s") % {"why": error}}) from None


def _locked(court: Court, person: Person) -> None:
    if not may_change(court, person):
        raise NotAllowed(_("Only a registrar or the president of this court changes its rules."))
    Court.objects.select_for_update().get(pk=court.pk)


def _nameless(court: Court, texts: dict[str, str]) -> None:
    named = [field for field, text in texts.items() if names_someone(court, text)]
    if named:
        raise Invalid(dict.fromkeys(named, _("This may name someone protected. Write it without the name.")))


def _kept(row: RuleChange, by: Person) -> RuleChange:
    """Saves a new row, or gives the standing one that says the same."""
    standing = RuleChange.objects.filter(court=row.court, kind=row.kind).standing()
    fields = ("code", "table", "language", "words")
    same: RuleChange | None = standing.filter(**{field: getattr(row, field) for field in fields}).first()
    if same:
        return same
    if standing.count() >= MOST[RuleKind(row.kind)]:
        words = _("The Court has as many of these as it can have (%(count)d). End one first.")
        raise Invalid({"words": words % {"count": MOST[RuleKind(row.kind)]}})
    row.created_at, row.created_by = timezone.now(), by
    row.save(force_insert=True)
    _changed(row, by, "made")
    return row


def _end(row: RuleChange, by: Person) -> None:
    if RuleChange.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now(), ended_by=by):
        _changed(row, by, "ended")


def _changed(row: RuleChange, by: Person, what: str) -> None:
    """A review depends on the rules as on the register, so its version rises with both. No words on the trail."""
    Court.objects.filter(pk=row.court_id).update(register_version=F("register_version") + 1)
    facts: dict[str, Any] = {"what": what, "kind": str(row.kind), "code": row.code}
    if row.weight:
        facts["weight"] = row.weight
    audit.record(row.court, "rules_changed", actor=audit.actor_of(by), subject=f"rule:{row.pk}", facts=facts)
