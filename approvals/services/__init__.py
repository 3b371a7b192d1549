"""Everything that writes rows of approvals. Each operation asks by itself who may, and leaves an audit entry."""

from .clearance import clearance_issue, missing_steps
from .probes import probes_note
from .refusals import Blocked, Invalid, NotAllowed, NotCleared, Refused, TextChanged
from .register import (
    MatterEntry,
    PartyEntry,
    RestrictionEntry,
    matter_save,
    party_add,
    party_protect,
    party_remove,
    party_reveal,
    restriction_add,
    restriction_lift,
)
from .reviews import Result, Seen, digest_of, justification_save, review_dry, review_now, review_run, subject_of
from .rounds import clearance_void, post_submit, step_begin, the_workflow, votes_void_stale
from .votes import vote_cast, vote_take_back

__all__ = [
    "Blocked",
    "Invalid",
    "MatterEntry",
    "NotAllowed",
    "NotCleared",
    "PartyEntry",
    "Refused",
    "RestrictionEntry",
    "Result",
    "Seen",
    "TextChanged",
    "clearance_issue",
    "clearance_void",
    "digest_of",
    "justification_save",
    "matter_save",
    "missing_steps",
    "party_add",
    "party_protect",
    "party_remove",
    "party_reveal",
    "post_submit",
    "probes_note",
    "restriction_add",
    "restriction_lift",
    "review_dry",
    "review_now",
    "review_run",
    "step_begin",
    "subject_of",
    "the_workflow",
    "vote_cast",
    "vote_take_back",
    "votes_void_stale",
]
