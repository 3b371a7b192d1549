"""How a sealed matter is spoken of before people whom it does not name, and in what others may read. Reads only."""

from __future__ import annotations

from collections.abc import Iterable

from approvals.domain.sealed_reference import key_of, sealed_reference
from approvals.models import Matter
from publishing.ground.models import Court, Person


def hidden_codes(court: Court, person: Person | None, codes: Iterable[str]) -> frozenset[str]:
    """Those of `codes` that are the codes of sealed matters which `person` may not read; nobody reads any."""
    wanted = {code for code in codes if code}
    sealed = Matter.objects.filter(court=court, code__in=wanted, sealed=True) if wanted else Matter.objects.none()
    if person is not None:
        sealed = sealed.exclude(pk__in=Matter.objects.readable_by(person).filter(court=court, code__in=wanted))
    return frozenset(sealed.values_list("code", flat=True))


def references_of(court: Court, codes: Iterable[str]) -> dict[str, str]:
    """What stands for each of `codes` in forms and in what is sent: the code, or a word that says nothing."""
    wanted = set(codes)
    sealed = Matter.objects.filter(court=court, code__in=wanted, sealed=True) if wanted else Matter.objects.none()
    hidden = {code: sealed_reference(key) for key, code in sealed.values_list("pk", "code")}
    return {code: hidden.get(code, code) for code in wanted}


def codes_of(court: Court, references: Iterable[str]) -> dict[str, str]:
    """The code behind each of `references`; one of no matter of the court stays what it is."""
    wanted = set(references)
    keys = {key: one for one in wanted if (key := key_of(one))}
    rows = Matter.objects.filter(court=court, pk__in=keys) if keys else Matter.objects.none()
    known = {keys[key]: code for key, code in rows.values_list("pk", "code")}
    return {one: known.get(one, one) for one in wanted}
