"""No result, and no hint of one, before the hour at which a judgment may be known (guidelines 15, 16, 17)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from approvals.domain.casetalk import TEACHING, Layout, Phrase, beside, talks, under_embargo
from approvals.domain.findings import Finding, MatterFacts, Span
from approvals.domain.fold import fold
from approvals.domain.lexicon import alternatives, pattern
from approvals.domain.notices import NO_NOTICE, comments
from approvals.domain.packs import load
from approvals.domain.references import references
from approvals.domain.sentences import Place, around, sentences
from approvals.domain.severity import Severity
from approvals.domain.subject import Reference, Subject, View

CODE = "embargo"
GUIDELINES = (15, 16, 17)
LEVEL = Severity.BLOCK
ADDRESS = re.compile(r"https?:/+\S+|www\.\S+")
CLOSE = 45
BESIDE = 2  # characters between a party and what it will do
PARAPHRASES = ("effect", "side", "vote", "knows", "fortune")
# Words that judge a case which is not decided are hints, once its judgment is written.
JUDGING = ("verdict", "forecast", "stance")


def run(subject: Subject) -> Iterator[Finding]:
    """A block wherever an embargoed matter meets a result, a hint, its judgment or a notice that is not public."""
    for matter in subject.context.matters:
        if not under_embargo(subject, matter):
            continue
        for view in subject.views:
            yield from _on_surface(subject, view, matter)


def _on_surface(subject: Subject, view: View, matter: MatterFacts) -> Iterator[Finding]:
    mentions = references(subject, view, matter)
    if mentions:
        told = list(_told(subject, view, matter, mentions))
        told = told or list(_announced(subject, view, matter, mentions))
        yield from told or _chatted(subject, view, matter)
    elif subject.draft.kind not in TEACHING:
        yield from _foretold(subject, view, matter)


def _told(subject: Subject, view: View, matter: MatterFacts, mentions: list[Reference]) -> Iterator[Finding]:
    """Result words and hints in the sentences of a mention or in their neighbours."""
    reach = _neighbours(view.folded.text, mentions)
    for reason, spans in (
        ("outcome-early", _outcomes(view.folded.text, matter)),
        ("hint-early", _hints(view.folded.text)),
        ("hint-early", _paraphrased(subject, view, mentions)),
    ):
        for start, end in spans:
            if any(first <= start < last for first, last in reach):
                yield _finding(reason, view.span(start, end), matter)


def _chatted(subject: Subject, view: View, matter: MatterFacts) -> Iterator[Finding]:
    """What says of an embargoed case nothing that a notice says may be a hint: a question, not yet a block."""
    for talk in talks(subject, matter):
        for start, end in comments(subject, talk) if talk.view is view else ():
            yield Finding(CODE, GUIDELINES, Severity.JUSTIFY, NO_NOTICE, view.span(start, end), matter.code)


def _paraphrased(subject: Subject, view: View, mentions: list[Reference]) -> Iterator[tuple[int, int]]:
    """What a result means for somebody, who is glad of it, how judges divide: told, not asked, and not of the past."""
    found = [row for table in PARAPHRASES for row in subject.phrases(view, CODE, table)]
    found += [row for table in JUDGING for row in subject.phrases(view, "merits-comment", table)]
    parties = [one for one in mentions if one.how == "party"]
    fates = subject.phrases(view, CODE, "fate") if parties else []
    found += [row for row in fates if any(_beside(row, one) for one in parties)]
    if not found:
        return
    layout, asked = Layout(view.folded.text), subject.phrases(view, CODE, "asked")
    below = list(pattern("outcomes", "below").finditer(view.folded.text))
    for row in found:
        named = any(one.start <= row.start() and row.end() <= one.end for one in mentions)
        if not (named or beside(layout, row, asked) or beside(layout, row, below)):
            yield row.span()


def _beside(phrase: Phrase, mention: Reference) -> bool:
    return 0 <= phrase.start() - mention.end <= BESIDE or 0 <= mention.start - phrase.end() <= BESIDE


def _neighbours(text: str, mentions: list[Reference]) -> set[Place]:
    return {around(text, mention.start) for mention in mentions}


def _outcomes(text: str, matter: MatterFacts) -> Iterator[tuple[int, int]]:
    """Places that tell a result, except what the court below is said to have done."""
    below = list(pattern("outcomes", "below").finditer(text))
    found = [*pattern("outcomes", "outcome").finditer(text), *_relief(text), *_registered(text, matter)]
    for match in found:
        if not any(abs(match.start() - b.start()) < CLOSE for b in below) and not _asked(text, match):
            yield match.span()


def _asked(text: str, match: re.Match[str]) -> bool:
    """Whether a result is only what somebody asks for: "requests annulment of the order"."""
    return bool(pattern("outcomes", "asking").search(text[max(0, match.start() - CLOSE) : match.start()]))


def _relief(text: str) -> Iterator[re.Match[str]]:
    rows = load("outcomes")["relief"]
    verbs, objects = alternatives(rows["verbs"]), alternatives(rows["objects"])
    for match in verbs.finditer(text):
        if objects.search(text[max(0, match.start() - CLOSE) : match.end() + CLOSE]):
            yield match


def _registered(text: str, matter: MatterFacts) -> Iterator[re.Match[str]]:
    """The outcome in the words of the register, with other endings."""
    asked = alternatives(load("outcomes")["relief"]["verbs"])
    remedy = pattern("outcomes", "remedy")
    words = [word for word in re.findall(r"[^\W\d_]{5,}", fold(matter.outcome).text) if not asked.fullmatch(word)]
    words = [word for word in words if not remedy.fullmatch(word)]
    stems = [word[: max(5, len(word) - 3)] for word in words]
    if stems:
        yield from re.finditer(r"(?<![^\W_])(?:" + "|".join(map(re.escape, stems)) + r")\w*", text)


def _hints(text: str) -> Iterator[tuple[int, int]]:
    for table in ("spoiler", "hint"):
        yield from (match.span() for match in pattern("outcomes", table).finditer(text))


def _announced(subject: Subject, view: View, matter: MatterFacts, mentions: list[Reference]) -> Iterator[Finding]:
    """The judgment itself, its address, or a hand-down notice where even the listing is not public."""
    notice = subject.draft.kind == "handdown-notice" or pattern("outcomes", "handdown").search(view.folded.text)
    if subject.draft.kind == "judgment" and not notice:
        yield _finding("judgment-early", mentions[0].span, matter)
    elif (address := _judgment_address(view, matter)) is not None:
        yield _finding("judgment-address-early", address, matter)
    elif notice and not matter.handdown_notice_public:
        yield _finding("notice-not-public", mentions[0].span, matter)


def _judgment_address(view: View, matter: MatterFacts) -> Span | None:
    words = pattern("outcomes", "judgment_address")
    numbers = [re.findall(r"\d+", fold(text).text) for text in (matter.docket, *matter.citations)]
    for match in ADDRESS.finditer(view.folded.text):
        path = match[0].split("/", 3)[-1]
        named = any(row and all(re.search(rf"(?<!\d)0*{n}(?!\d)", path) for n in row[-2:]) for row in numbers)
        if named and any(words.match(part) for part in re.split(r"[\W_]+", path)):
            return view.span(match.start(), match.end())
    return None


def _foretold(subject: Subject, view: View, matter: MatterFacts) -> Iterator[Finding]:
    """A result promised without naming the case: "Spoiler: the appeal will be dismissed"."""
    text = view.folded.text
    sides = [row for table in ("side", "vote", "fortune") for row in subject.phrases(view, CODE, table)]
    people = [row for table in ("role", "case") for row in subject.phrases(view, "cases", table)] if sides else []
    people += _bodies(text, matter) if sides else ()
    settled = list(_settled(subject, view, matter))
    for start, end in sentences(text):
        sentence = text[start:end]
        results = list(_outcomes(sentence, matter)) or _gladness(sides, people, start, end)
        spoiled = pattern("outcomes", "spoiler").search(sentence)
        dated = pattern("outcomes", "day").search(sentence) and pattern("outcomes", "future").search(sentence)
        if results and (spoiled or dated):
            first, last = results[0]
            yield _finding("outcome-foretold", view.span(start + first, start + last), matter)
        elif pattern("outcomes", "day").search(sentence):
            for row in settled:
                if start <= row.start() < end:
                    yield _finding("outcome-foretold", view.span(*row.span()), matter)


def _settled(subject: Subject, view: View, matter: MatterFacts) -> Iterator[Phrase]:
    """Who wins or loses, right behind a short name of a party, which alone may also be a town."""
    rows = [row for table in ("wins", "loses") for row in subject.phrases(view, "outcome-mismatch", table)]
    forms = [form for party in matter.parties for form in party.forms] if rows else []
    ends = [match.end() for match in _whole(forms, view.folded.text)]
    yield from (row for row in rows if any(0 <= row.start() - end <= BESIDE for end in ends))


def _bodies(text: str, matter: MatterFacts) -> Iterator[Phrase]:
    """The whole names of parties, which alone may stand for an office in many cases: "the municipality"."""
    return _whole((party.name for party in matter.parties), text)


def _whole(names: Iterable[str], text: str) -> Iterator[Phrase]:
    """Where names stand in a folded text, none of them as a part of another word."""
    plain = (re.escape(fold(name).text.strip()) for name in names)
    return alternatives(filter(None, plain)).finditer(text)


def _gladness(sides: list[Phrase], people: list[Phrase], start: int, end: int) -> list[tuple[int, int]]:
    """Where a sentence says who of a case will be glad, as places within the sentence."""
    if not any(start <= row.start() < end for row in people):
        return []
    return [(row.start() - start, row.end() - start) for row in sides if start <= row.start() and row.end() <= end]


def _finding(reason: str, span: Span, matter: MatterFacts) -> Finding:
    return Finding(CODE, GUIDELINES, Severity.BLOCK, reason, span, matter.code)
