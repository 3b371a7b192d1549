"""Gates of the tests' own: one that lets everything through, and some that do not."""

from __future__ import annotations

import time

from publishing.gate import Verdict
from publishing.ground.models import Court
from publishing.models import Release


class Passing:
    def recheck(self, release: Release) -> Verdict:
        release.court.refresh_from_db(fields=["register_version"])
        return Verdict(True, release.court.register_version)

    def names_someone(self, court: Court, text: str) -> bool:
        return False


class Blocking:
    def recheck(self, release: Release) -> Verdict:
        return Verdict(False, 0, "An embargo was entered after approval.")


class Raising:
    def recheck(self, release: Release) -> Verdict:
        raise ValueError("the register did not answer")

    def names_someone(self, court: Court, text: str) -> bool:
        raise ValueError(f"the register did not answer about {text}")


class Hanging:
    def recheck(self, release: Release) -> Verdict:
        time.sleep(5)
        return Verdict(True, 0)


class Babbling:
    def recheck(self, release: Release) -> Verdict:
        return "yes"  # type: ignore[return-value]
