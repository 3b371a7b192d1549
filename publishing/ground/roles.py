"""The roles that a person can hold in a court, and which of them may do the work of which."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PRESS_OFFICER = "press_officer", _("Press officer")
    HEAD_OF_COMMUNICATIONS = "head_of_communications", _("Head of communications")
    REVIEWER = "reviewer", _("Reviewer")
    REGISTRAR = "registrar", _("Registrar")
    DEPUTY_REGISTRAR = "deputy_registrar", _("Deputy registrar")
    JUDGE = "judge", _("Judge")
    PRESIDENT = "president", _("President")
    VICE_PRESIDENT = "vice_president", _("Vice-president")
    ADVISER = "adviser", _("Adviser")
    SECURITY_LEAD = "security_lead", _("Security lead")
    ADMINISTRATOR = "administrator", _("Administrator")


# Who may do what a role may: whoever asks for the left is answered with the right as well.
COVERED_BY: dict[str, tuple[str, ...]] = {
    Role.PRESS_OFFICER: (Role.HEAD_OF_COMMUNICATIONS,),
    Role.REGISTRAR: (Role.DEPUTY_REGISTRAR,),
    Role.PRESIDENT: (Role.VICE_PRESIDENT,),
}
# These see only what names them. All others read what their court prepares.
NARROW = (Role.ADVISER, Role.SECURITY_LEAD)
# Administrators enter the trainings of the others; a lapse of their own would shut the court out of its own door.
UNGATED = (Role.ADMINISTRATOR,)
# Who decides what goes out, and who hands out roles: two people give such a role. Without the last one, one
# administrator could make a second one of themselves, and confirm with it.
BY_TWO = (Role.JUDGE, Role.PRESIDENT, Role.VICE_PRESIDENT, Role.ADMINISTRATOR)
# Whose holders have an order: who steps in for whom, and who is told first of what is late.
RANKED = (
    Role.PRESIDENT, Role.VICE_PRESIDENT, Role.JUDGE, Role.HEAD_OF_COMMUNICATIONS, Role.DEPUTY_REGISTRAR,
    Role.PRESS_OFFICER,
)  # fmt: skip
READERS = tuple(role for role in Role if role not in NARROW)


def widened(roles: Iterable[str]) -> tuple[str, ...]:
    """`roles`, each followed by those who may do the same."""
    return tuple(dict.fromkeys(str(one) for role in roles for one in (role, *COVERED_BY.get(role, ()))))
