"""What a page of the catalogue is made of."""

from __future__ import annotations

from dataclasses import dataclass

from approvals.wordings.base import Text


@dataclass(frozen=True, slots=True)
class Guideline:
    """One guideline in the product's words. Checks and questions name it themselves; `features` are keys of FEATURES.

    `lacks` says what the product does not do for it, and why, or what to do instead.
    """

    number: int
    title: Text
    asks: Text
    serves: Text
    human: Text
    features: tuple[str, ...] = ()
    lacks: Text = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that Praeco does. `url` is the name of its page; `roles` are those who may open it, empty: all."""

    title: Text
    what: Text
    url: str = ""
    roles: tuple[str, ...] = ()
