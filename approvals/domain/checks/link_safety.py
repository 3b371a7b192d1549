"""A reader who follows a link of the court arrives where the court says, unseen by others (guidelines 11, 32).

A code that stands in a picture (QR) is not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from approvals.domain.addresses import (
    TRACKING,
    Address,
    addresses,
    bare_domain,
    belongs,
    is_short,
    looks_like,
    parameters,
    words_in,
)
from approvals.domain.findings import Finding, Span
from approvals.domain.sentences import Place, sentence_of
from approvals.domain.severity import Severity
from approvals.domain.spellings import folded_words
from approvals.domain.subject import Subject, View

CODE = "link-safety"
GUIDELINES = (11, 32)
LEVEL = Severity.BLOCK
PORTS = ("", "80", "443")
SAFE = ("", "https")
ASIDE = ("mailto", "tel", "sms", "geo", "at")
NOT_READ = ("file:", "reply-to", "repost-of")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
TURNED = re.compile("[\u202a\u202b\u202d\u202e]([^\u202c\n]{3,300})")
HOST = re.compile(r"[\w-]{2,}\.[\w-]{2,}")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24})(?![\w@])")
SIGNED = re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}")
Said = dict[str, list[re.Match[str]]]  # the words of each table in one text, looked for once
LONG_ENOUGH = 4  # characters of a secret; less is a page number


def run(subject: Subject) -> Iterator[Finding]:
    """A block for each address that is unsafe or pretends, advice for one that lets readers be followed."""
    domains = tuple(filter(None, map(bare_domain, subject.context.official_domains)))
    for view in subject.views:
        if view.name.startswith(NOT_READ):
            continue
        said: Said = {}
        for address in addresses(view.text):
            reason = Link(subject, view, address, domains, said).reason
            if reason:
                severity = Severity.ADVISE if reason == "link-tracking" else LEVEL
                yield Finding(CODE, GUIDELINES, severity, reason, Span(view.name, address.start, address.end))
        for reason, start, end in (*_turned(view), *_mails(subject, view, domains)):
            yield Finding(CODE, GUIDELINES, LEVEL, reason, Span(view.name, start, end))


class Link:
    """One address and what is wrong with it: the gravest thing first."""

    def __init__(self, subject: Subject, view: View, address: Address, domains: tuple[str, ...], said: Said) -> None:
        self.subject, self.view, self.address, self.domains, self.said = subject, view, address, domains, said

    @cached_property
    def ours(self) -> bool:
        return belongs(self.address.host, self.domains)

    @property
    def reason(self) -> str:
        """A key of the wordings, "" where nothing is wrong."""
        one = self.address
        if one.scheme in ASIDE:
            return ""
        return self._of_the_host(one) or self._of_the_rest(one)

    def _of_the_host(self, one: Address) -> str:
        if one.user:
            return "link-credentials"
        if TURNING.search(one.text):
            return "link-turned"
        if one.numeric:
            return "link-number"
        if not self.ours and looks_like(one.host, self.domains):
            return "link-look-alike"
        if not self.ours and is_short(one):
            return "link-short"
        return "link-money" if self._asks_elsewhere(one) else "link-fake" if self._is_called_fake() else ""

    def _of_the_rest(self, one: Address) -> str:
        if _secret(one):
            return "link-credentials"
        if one.port not in PORTS:
            return "link-port"
        if one.scheme not in SAFE:
            return "link-not-encrypted" if one.scheme in ("http", "ftp", "ws") else "link-scheme"
        return "link-tracking" if TRACKING.search(one.path) else ""

    def _asks_elsewhere(self, one: Address) -> bool:
        """Whether it takes money or passwords, and is none of the court's: by its own words, or by the sentence's."""
        if self.ours or not self.domains:
            return False
        if words_in(one.host) & folded_words("links", "money_host"):
            return True
        if words_in(one.path) & folded_words("links", "money_path"):
            return True
        return self._said("pay") and not self._is_advice()

    def _is_advice(self) -> bool:
        """In a warning, what one is asked for is often said beside the place to report it."""
        return self.subject.draft.kind == "scam-warning" and self._said("report")

    def _is_called_fake(self) -> bool:
        return not self.ours and self._said("fake") and not self._said("report")

    def _said(self, table: str) -> bool:
        if table not in self.said:
            self.said[table] = self.subject.phrases(self.view, CODE, table)
        if not (rows := self.said[table]):
            return False
        first, last = self._sentence
        return any(first <= row.start() < last and not self._within(row) for row in rows)

    @cached_property
    def _sentence(self) -> Place:
        return sentence_of(self.view.folded.text, bisect_left(self.view.folded.offsets, self.address.start))

    def _within(self, row: re.Match[str]) -> bool:
        start, end = self.view.folded.span(row.start(), row.end())
        return self.address.start < end and start < self.address.end


def _secret(one: Address) -> bool:
    named = folded_words("links", "secret")
    rows = parameters(one)
    return any(name in named and len(value) >= LONG_ENOUGH for name, value in rows) or bool(SIGNED.search(one.path))


def _turned(view: View) -> Iterator[tuple[str, int, int]]:
    """Addresses that are shown backwards, whatever they are."""
    for match in TURNED.finditer(view.text):
        if HOST.search(match[1]):
            yield "link-turned", match.start(), match.end()


def _mails(subject: Subject, view: View, domains: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Mail addresses whose host could be taken for the court's. A warning of fraud shows such ones."""
    if "@" not in view.text or not domains or subject.draft.kind == "scam-warning":
        return
    for match in MAIL.finditer(view.text):
        host = match[1].lower()
        if not belongs(host, domains) and looks_like(host, domains):
            yield "link-look-alike", match.start(), match.end()
