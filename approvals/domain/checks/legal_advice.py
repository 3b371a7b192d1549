"""The court tells nobody what to do in their own matter, nor what would come of it (guideline 17)."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.answering import answers_person
from approvals.domain.findings import Finding
from approvals.domain.personal.clauses import Clause, Clauses, Words, together
from approvals.domain.severity import Severity
from approvals.domain.stretches import inside, stretches
from approvals.domain.subject import LISTING, Subject, View

CODE = "legal-advice"
GUIDELINES = (17,)
LEVEL = Severity.BLOCK
BEHIND = 14  # characters between words of advice and what is advised
SIGNS = (
    "prospect",
    "formal",
    "counsel",
    "remedy",
    "command",
    "order",
    "urged",
    "yours",
    "stake",
    "right",
    "refused",
    "whether",
    "general",
)
TRIGGERS = ("prospect", "formal", "counsel", "command", "order", "right")
SAYS_SO = (
    "scam-warning",
    "judgment",
    "statistics",
    "vacancy",
    "event",
    *LISTING,
)  # these tell of orders and outcomes that are not advice
Row = tuple[str, int, int]


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each sentence that foretells the reader's case, or says what the reader should do about it."""
    if subject.draft.kind in SAYS_SO:
        return
    for view in subject.views:
        rows = list(_advice(subject, view))
        for reason, start, end in rows:
            yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))
        if not rows and answers_person(subject):
            for word in _of_a_dispute(subject, view):
                yield Finding(CODE, GUIDELINES, Severity.JUSTIFY, "legal-advice-rights", view.span(*word.span()))


def _of_a_dispute(subject: Subject, view: View) -> Iterator[Words]:
    """What an answer to a person says of a dispute of theirs and points nowhere: it may be advice. A question."""
    named = subject.phrases(view, CODE, "dispute")
    helps = [subject.phrases(view, "reply-debate", table) for table in ("pointer", "courtesy")] if named else []
    for place in stretches(view.folded.text) if named else ():
        if not any(inside(found, place) for found in helps):
            yield from inside(named, place)[:1]


def _advice(subject: Subject, view: View) -> Iterator[Row]:
    text = Clauses(subject, view, CODE)
    if not any(text.words(table) for table in TRIGGERS):
        return
    reply = subject.draft.kind == "reply" or bool(text.words("letter"))
    for clause in text.each(*SIGNS):
        found = _prospect(text, clause, reply) or _counsel(text, clause, reply) or _command(text, clause, reply)
        if found := found or _right(text, clause, reply):
            yield found


def _prospect(text: Clauses, clause: Clause, reply: bool) -> Row | None:
    for word in clause.of("prospect", *(("formal",) if reply else ())):
        if not text.is_quoted(word) and not _refused(clause, word.start()):
            return "legal-advice-prospect", *word.span()
    return None


def _refused(clause: Clause, start: int) -> bool:
    """Whether the sentence says before these words that the court cannot say so, or asks whether."""
    asked = clause.text[clause.start : clause.end].rstrip().endswith(("?", "？", "؟"))
    return asked or clause.behind("whether", start) or clause.denied(start, start - 1, after=0)


def _counsel(text: Clauses, clause: Clause, reply: bool) -> Row | None:
    """Words of advice, and right behind them a remedy; not how, where and by when anybody may seek it."""
    if clause.any("general") and not (reply and clause.any("urged", "yours", "stake")):
        return None
    for word in clause.of("counsel"):
        behind = next((row for row in clause.of("remedy") if _follows(word, row)), None)
        if behind and not text.is_quoted(word) and not _refused(clause, word.start()):
            return "legal-advice-remedy", *together(word, behind)
    return None


def _follows(word: Words, remedy: Words) -> bool:
    """Whether what is advised begins soon behind the words of advice, or goes on from them."""
    return remedy.end() > word.end() and word.start() < remedy.start() <= word.end() + BEHIND


def _command(text: Clauses, clause: Clause, reply: bool) -> Row | None:
    """A remedy as an order: to one person who asked, or to anybody with pressure."""
    general, urged = clause.any("general"), clause.any("urged")
    meant = (urged or not general or clause.has("right")) if reply else (urged and not general)
    for word in clause.of("command", *(("order",) if reply else ())) if meant else ():
        if not text.is_quoted(word) and not _refused(clause, word.start()):
            return "legal-advice-remedy", *word.span()
    return None


def _right(text: Clauses, clause: Clause, reply: bool) -> Row | None:
    """What the law gives this reader: said to a person who asked, or of "your case"."""
    yours = clause.of("yours", *(("stake",) if reply else ()))
    for word in clause.of("right") if yours or reply else ():
        if (yours or not clause.any("general")) and not text.is_quoted(word) and not _refused(clause, word.start()):
            return "legal-advice-rights", *(together(yours[0], word) if yours else word.span())
    return None
