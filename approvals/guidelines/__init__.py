"""The catalogue: each of the 40 guidelines in the product's own words, and what of Praeco serves it."""

from __future__ import annotations

from collections.abc import Mapping

from approvals.domain.checklist import QUESTIONS as RAISED
from approvals.domain.review import CHECKS
from approvals.guidelines.base import Feature, Guideline
from approvals.guidelines.features import FEATURES
from approvals.guidelines.first import FIRST
from approvals.guidelines.second import SECOND

GUIDELINES: Mapping[int, Guideline] = {one.number: one for one in (*FIRST, *SECOND)}


def checks_of(number: int) -> list[str]:
    """Codes of the checks that are built and serve that guideline."""
    return [check.code for check in CHECKS if number in check.guidelines]


def questions_of(number: int) -> list[str]:
    """Keys of the questions of the checklist that serve that guideline."""
    return [question.key for question in RAISED if number in question.guidelines]


def features_of(number: int) -> list[Feature]:
    """The features that serve that guideline."""
    return [FEATURES[key] for key in GUIDELINES[number].features]
