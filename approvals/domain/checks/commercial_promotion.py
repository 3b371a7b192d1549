"""The court's voice sells nothing and thanks no sponsor: no trade, for itself or for others (guideline 24)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Finding
from approvals.domain.personal.clauses import Clause, Clauses, Words, nearest, together
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject, View

CODE = "commercial-promotion"
GUIDELINES = (24,)
LEVEL = Severity.BLOCK
BEHIND, BEFORE = 28, 45  # characters between praise and what is praised after it, or before it
TELLS = ("judgment", "scam-warning", "statistics", *LISTING)  # these speak of the trade of others
Row = tuple[str, int, int]


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each offer of a shop, each link that sells, and each praise of a business or its goods."""
    if subject.draft.kind in TELLS:
        return
    for view in subject.views:
        for reason, start, end in _trade(subject, view):
            yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))


def _trade(subject: Subject, view: View) -> Iterator[Row]:
    text = Clauses(subject, view, CODE)
    yield from (("commercial-link", *word.span()) for word in text.words("paid_link") if not _own(subject, word))
    if text.lack("offer") and text.lack("praise", "goods"):
        return
    for clause in text.each("offer", "goods", "praise", "court", "public"):
        if not clause.has("court"):
            yield from _offers(text, clause)


def _own(subject: Subject, link: Words) -> bool:
    """Whether a link leads to the court itself."""
    host = link[0].removeprefix("https://").removeprefix("http://").split("/")[0].removeprefix("www.")
    return any(host == domain or host.endswith("." + domain) for domain in subject.context.official_domains)


def _offers(text: Clauses, clause: Clause) -> Iterator[Row]:
    offered = [word for word in clause.of("offer") if not text.is_quoted(word)]
    if offered:
        yield "commercial-offer", *offered[0].span()
    elif not clause.has("public"):
        yield from _praises(text, clause)


def _praises(text: Clauses, clause: Clause) -> Iterator[Row]:
    for praise in clause.of("praise"):
        goods = nearest(praise, clause.of("goods"))
        if goods and not text.is_quoted(praise) and _beside(praise, goods):
            yield "commercial-praise", *together(praise, goods)
            return


def _beside(praise: Words, goods: Words) -> bool:
    after = goods.start() >= praise.start()
    return goods.start() - praise.end() <= BEHIND if after else praise.start() - goods.end() <= BEFORE
