"""The court's voice sells nothing and thanks no sponsor: no trade, for itself or for others (guideline 24)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.addresses import Address, addresses, bare_domain, belongs, parameters
from approvals.domain.findings import Finding, Span
from approvals.domain.packs import load
from approvals.domain.personal.clauses import Clause, Clauses, Words, nearest, together
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject, View

CODE = "commercial-promotion"
GUIDELINES = (24,)
LEVEL = Severity.BLOCK
BEHIND, BEFORE = 28, 45  # characters between praise and what is praised after it, or before it
APART = 70  # characters between what is sold and its price
TELLS = ("judgment", "scam-warning", "statistics", "vacancy", *LISTING)  # these speak of the trade of others
Row = tuple[str, int, int]


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each offer of a shop, each link that sells, and each praise of a business or its goods."""
    if subject.draft.kind in TELLS:
        return
    for view in subject.views:
        for reason, start, end in _trade(subject, view):
            yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))
        yield from (Finding(CODE, GUIDELINES, LEVEL, "commercial-link", span) for span in _links(subject, view))


def _trade(subject: Subject, view: View) -> Iterator[Row]:
    text = Clauses(subject, view, CODE)
    if text.lack("offer") and text.lack("goods") and text.lack("sells"):
        return
    for clause in text.each("offer", "goods", "praise", "deal", "court", "public", "seller", "sells"):
        if not clause.has("court"):
            yield from _offers(text, clause)


def _links(subject: Subject, view: View) -> Iterator[Span]:
    """Addresses of shops, and those by which somebody is paid. The court's own are none."""
    domains = tuple(filter(None, map(bare_domain, subject.context.official_domains)))
    for address in addresses(view.text):
        if not belongs(address.host, (*domains, *load("amplification")["carriers"])) and _sells(address):
            yield Span(view.name, address.start, address.end)


def _sells(address: Address) -> bool:
    """Whether it is that of a shop, or pays somebody for leading there."""
    pack = load("trade")
    labels = address.host.split(".")
    if not set(pack["shops"]).isdisjoint(labels) or not set(pack["host"]).isdisjoint(re.split(r"[.-]", address.host)):
        return True
    steps = re.split(r"[/?#]", address.path)[1:4]
    return not set(pack["path"]).isdisjoint(steps) or any(name in pack["paid"] for name, _ in parameters(address))


def _offers(text: Clauses, clause: Clause) -> Iterator[Row]:
    offered = [word for word in clause.of("offer") if not text.is_quoted(word)]
    if offered:
        yield "commercial-offer", *offered[0].span()
    elif clause.has("seller", "sells") and not text.is_quoted(clause.of("sells")[0]):
        yield "commercial-offer", *clause.of("sells")[0].span()
    elif not clause.has("public"):
        yield from _deals(text, clause) or _praises(text, clause)


def _deals(text: Clauses, clause: Clause) -> list[Row]:
    """What is sold, with its price beside it or with what is to be shown for it."""
    for deal in clause.of("deal"):
        goods = nearest(deal, clause.of("goods"))
        if goods and abs(goods.start() - deal.start()) <= APART and not text.is_quoted(deal):
            return [("commercial-offer", *together(deal, goods))]
    return []


def _praises(text: Clauses, clause: Clause) -> Iterator[Row]:
    for praise in clause.of("praise"):
        goods = nearest(praise, clause.of("goods"))
        if goods and not text.is_quoted(praise) and _beside(praise, goods):
            yield "commercial-praise", *together(praise, goods)
            return


def _beside(praise: Words, goods: Words) -> bool:
    after = goods.start() >= praise.start()
    return goods.start() - praise.end() <= BEHIND if after else praise.start() - goods.end() <= BEFORE
