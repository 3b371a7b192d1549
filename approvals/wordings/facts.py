"""Sentences of the checks on dates, languages, pictures and links, keyed by `Finding.reason`."""

from collections.abc import Mapping

from approvals.wordings.base import Wording

WORDINGS: Mapping[str, Wording] = {}
