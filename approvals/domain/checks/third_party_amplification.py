"""Whose voice the court carries further: reposts, tags, links, campaigns and their hashtags (guidelines 6, 23, 28)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.addresses import Address, addresses, bare_domain, belongs, looks_like, words_in
from approvals.domain.checks import commercial_promotion
from approvals.domain.findings import Finding, Span
from approvals.domain.packs import load
from approvals.domain.personal import handles
from approvals.domain.personal.clauses import Clauses, Words, nearest, together
from approvals.domain.references import means
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject, View

CODE = "third-party-amplification"
GUIDELINES = (6, 23, 28)
LEVEL = Severity.JUSTIFY
ASIDE = ("reply-to", "repost-of", "file:")
OVER = ("closed",)
APART = 60  # characters between a call and the cause
Row = tuple[str, Span]


def run(subject: Subject) -> Iterator[Finding]:
    """A question for each voice outside the court's lists; a block for a hashtag that takes a side or names a party."""
    allowed = handles.known(subject.context)
    passed_on = subject.draft.repost_of
    if passed_on and not handles.belongs(handles.key_of(passed_on), allowed):
        yield Finding(CODE, GUIDELINES, LEVEL, "amplify-repost", about="repost")
    for view in subject.views:
        if view.name.startswith(ASIDE):
            continue
        sides = [view.span(*place) for place in _sides(subject, view)]
        yield from (Finding(CODE, GUIDELINES, Severity.BLOCK, "amplify-side", span) for span in sides)
        for reason, span in (*_mentions(subject, view, allowed), *_links(subject, view), *_campaigns(subject, view)):
            if span not in sides:
                yield Finding(CODE, GUIDELINES, LEVEL, reason, span)


def _mentions(subject: Subject, view: View, allowed: frozenset[str]) -> Iterator[Row]:
    """Handles outside the lists: not the one that is answered, and none of a case, which is contact."""
    if subject.draft.kind == "scam-warning":
        return
    people = [party for matter in subject.context.matters for party in matter.parties]
    there = handles.keys(handle for party in people for handle in party.handles)
    there |= allowed | handles.keys((subject.draft.reply_to, subject.draft.repost_of))
    for mention in handles.mentions(view.folded.text):
        answered = subject.draft.kind == "reply" and mention.start == 0
        if not answered and not handles.belongs(mention.key, there):
            yield "amplify-mention", view.span(mention.start, mention.end)


def _links(subject: Subject, view: View) -> Iterator[Row]:
    """Addresses of somebody's voice who is not official. Unsafe ones are the matter of another check."""
    domains = tuple(filter(None, map(bare_domain, subject.context.official_domains)))
    found = addresses(view.text) if domains and subject.draft.kind != "scam-warning" else []
    others = [one for one in found if not (_is_official(one, domains) or _is_unsafe(one, domains))]
    if not others or subject.found(commercial_promotion.run):
        return  # where something is sold, its address is part of the offer
    said = bool(subject.phrases(view, CODE, "voice"))
    for address in others:
        if said or not words_in(address.text).isdisjoint(load("amplification")["voices"]):
            yield "amplify-link", Span(view.name, address.start, address.end)


def _is_official(address: Address, domains: tuple[str, ...]) -> bool:
    pack = load("amplification")
    if address.scheme not in ("", "https", "http") or belongs(address.host, (*domains, *pack["carriers"])):
        return True
    return belongs(address.host, pack["networks"]) or not set(re.split(r"[.-]", address.host)).isdisjoint(
        pack["public"]
    )


def _is_unsafe(address: Address, domains: tuple[str, ...]) -> bool:
    short = belongs(address.host, load("links")["short"])
    return short or address.numeric or address.scheme == "http" or looks_like(address.host, domains)


def _sides(subject: Subject, view: View) -> Iterator[tuple[int, int]]:
    """Hashtags that ask for an outcome, and those that bear the name of somebody in a case."""
    tags = list(handles.hashtags(view.folded.text))
    if not tags:
        return
    asking = _whole(subject.phrases(view, CODE, "side"))
    named = [place for tag in tags for place in _named(subject, view, tag)]
    yield from (tag.span() for tag in tags if tag.span(1) in asking or tag.span() in named)


def _whole(words: list[Words]) -> set[tuple[int, int]]:
    return {word.span() for word in words}


def _named(subject: Subject, view: View, tag: Words) -> Iterator[tuple[int, int]]:
    allowed = handles.known(subject.context)
    first, last = view.folded.span(*tag.span())
    for matter in subject.context.matters:
        for known in subject.names[matter.code] if matter.status not in OVER else ():
            if handles.keys(known.party.handles) & allowed:
                continue
            matches = [match for match in subject.matches(view, known) if first <= match.start and match.end <= last]
            if any(means(subject, view, match, known, docket_near=False) for match in matches):
                yield tag.span()


def _campaigns(subject: Subject, view: View) -> Iterator[Row]:
    """Hashtags of movements, and calls to sign, give or march for a cause."""
    tags = {tag.span(1): tag.span() for tag in handles.hashtags(view.folded.text)}
    moved = _whole(subject.phrases(view, CODE, "movement")) if tags else set()
    yield from (("amplify-campaign", view.span(*tags[place])) for place in tags.keys() & moved)
    text = Clauses(subject, view, CODE)
    if text.lack("cause", "call"):
        return
    for clause in text.each("call", "cause", "court"):
        for call in clause.of("call") if clause.has("cause") and not clause.has("court") else ():
            cause = nearest(call, clause.of("cause"))
            if cause and abs(cause.start() - call.end()) <= APART:
                yield "amplify-campaign", view.span(*together(call, cause))
                break
