"""Who may change a court, its people and what they are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .rights import Act, Thing
from .roles import Role

LEAD = (Role.ADMINISTRATOR,)
NOT_ONESELF = _("Never on oneself.")
CONFIRM_ROLE = (Role.ADMINISTRATOR, Role.PRESIDENT)
BY_TWO_ALONE = _("Never on oneself. A second person for judges, presidents and administrators.")

THINGS = {
    "court": Thing(
        _("The court"),
        {
            "court_change": Act(_("Change what the court says of itself"), LEAD),
            "trail_read": Act(_("Read and export the audit trail"), (Role.ADMINISTRATOR, Role.REGISTRAR)),
            "pace_set": Act(_("Set the times of the digest and the cap of a day"), LEAD),
            "mail_again": Act(_("Have mail that failed sent again"), LEAD),
        },
    ),
    "people": Thing(
        _("People"),
        {
            "people_read": Act(_("See who holds which role"), LEAD),
            "person_invite": Act(_("Invite somebody"), LEAD, second=CONFIRM_ROLE, also=BY_TWO_ALONE),
            "membership_grant": Act(_("Give a role"), LEAD, second=CONFIRM_ROLE, also=BY_TWO_ALONE),
            "membership_revoke": Act(_("Take a role"), LEAD, also=_("Never on oneself. The last administrator stays.")),
            "roles_set": Act(_("Set somebody’s roles"), LEAD, second=CONFIRM_ROLE, also=BY_TWO_ALONE),
            "person_suspend": Act(_("Suspend somebody"), LEAD, also=NOT_ONESELF),
            "person_resume": Act(_("End a suspension"), LEAD, also=NOT_ONESELF),
            "person_leave": Act(_("Let somebody leave the court"), LEAD, also=NOT_ONESELF),
            "person_deactivate": Act(_("Close somebody’s sign-in"), LEAD, also=NOT_ONESELF),
            "person_activate": Act(_("Open somebody’s sign-in again"), LEAD, also=NOT_ONESELF),
            "second_factor_reset": Act(_("Reset somebody’s second factor"), LEAD, also=NOT_ONESELF),
            "seniority_set": Act(_("Set the order of seniority"), LEAD, also=_("Not among holders of one’s own role.")),
            "training_enter": Act(_("Enter a training"), LEAD, also=NOT_ONESELF),
            "trainings_import": Act(_("Import trainings"), LEAD, also=NOT_ONESELF),
            "training_withdraw": Act(_("Withdraw a training"), LEAD, also=NOT_ONESELF),
            "training_waive": Act(_("Waive trainings until a day"), LEAD),
            "training_waiver_end": Act(_("End the waiver of trainings"), LEAD),
        },
    ),
}
