"""Sentences of the checks on what is said of cases, keyed by `Finding.reason`."""

from collections.abc import Mapping

from approvals.wordings.base import Wording

WORDINGS: Mapping[str, Wording] = {}
