"""Whether a matter of a file names one of its own protected people where everybody may read it. In memory."""

from __future__ import annotations

from collections.abc import Iterable

from approvals.domain import names
from approvals.domain.findings import Context, Draft, MatterFacts, Party, Surface
from approvals.domain.review import review
from approvals.services.index import Weighed
from approvals.services.tags import FAR, NAMES_SOMEONE

from .whole import Whole


def leaks_of(whole: Whole, protected: Iterable[Weighed]) -> list[str]:
    """Names of the clear fields that hold a protected name. `protected` are the forms of each protected person.

    A name stands in a text only if one of its forms is among the text's n-grams: the checks are asked where one is.
    """
    wanted = {form for weighed in protected for form in weighed}
    if not wanted:
        return []
    texts = {name: "\n".join(filter(None, words)) for name, words in _clear(whole)}
    suspect = [name for name, text in texts.items() if text and not wanted.isdisjoint(names.ngrams(text))]
    return _confirmed(whole, {name: texts[name] for name in suspect}) if suspect else []


def _clear(whole: Whole) -> Iterable[tuple[str, Iterable[str]]]:
    matter, people = whole.matter, whole.present
    clear = [human.named for human in people if not human.party.protected]
    yield "public_title", (matter.public_title,)
    yield "code", (matter.code,)
    yield "docket", (matter.docket,)
    yield "citations", matter.citations
    yield "aliases", matter.aliases
    yield "judges", matter.judges
    yield "restrictions.allowed_text", [order.order.allowed_text for order in whole.orders]
    yield "parties.role", [human.party.role for human in people]
    yield "parties.name", [named.name for named in clear]
    yield "parties.forms", [form for named in clear for form in named.forms]
    yield "parties.handles", [handle for named in clear for handle in named.handles]
    yield "hearings.room", [sitting.hearing.room for sitting in whole.sittings]
    yield "hearings.stream", [sitting.hearing.stream for sitting in whole.sittings]


def _confirmed(whole: Whole, texts: dict[str, str]) -> list[str]:
    people = tuple(
        Party(human.named.name, human.party.role, human.party.kind, human.named.forms, human.named.handles, True)
        for human in whole.present
        if human.party.protected
    )
    facts = MatterFacts(code=whole.matter.code, docket=whole.matter.docket, parties=people)
    draft = Draft(language="", kind="", surfaces=tuple(Surface(*item) for item in texts.items()))
    found = review(draft, Context(publish_at=FAR, matters=(facts,)))
    return sorted({one.span.surface for one in found if one.code == NAMES_SOMEONE and one.span})
