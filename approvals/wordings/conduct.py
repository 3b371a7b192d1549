"""Sentences of the checks on tone and opinions, keyed by `Finding.reason`."""

from collections.abc import Mapping

from approvals.wordings.base import Wording

WORDINGS: Mapping[str, Wording] = {}
