"""Everything that writes rows of approvals. Each operation asks by itself who may, and leaves an audit entry."""

from .checklist import Asked, answer_save, questions_of, questions_refusal
from .clearance import clearance_issue
from .entries import HearingEntry, MatterEntry, PartyEntry, RestrictionEntry
from .hearings import hearing_add, hearing_cancel, hearing_change
from .homonyms import homonym_answer, homonym_ask, homonym_revoke
from .orders import order_file_attach, order_file_open, restriction_add, restriction_change, restriction_lift
from .parties import party_add, party_change, party_protect, party_remove, party_reveal
from .probes import alert_lay_aside, probes_note, probes_note_texts
from .quiet import QuietEntry, quiet_confirm, quiet_end_propose, quiet_propose, quiet_refuse, quiet_withdraw
from .quiet_letters import releases_within
from .refusals import Blocked, Invalid, NotAllowed, NotCleared, Refused, TextChanged
from .register import matter_save, matter_seal, matter_unseal
from .reviews import Result, Seen, digest_of, justification_save, review_dry, review_now, review_run, subject_of
from .rounds import clearance_void, post_submit, step_begin, the_workflow, votes_void_stale
from .votes import vote_cast, vote_take_back

__all__ = [
    "Asked",
    "Blocked",
    "HearingEntry",
    "Invalid",
    "MatterEntry",
    "NotAllowed",
    "NotCleared",
    "PartyEntry",
    "QuietEntry",
    "Refused",
    "RestrictionEntry",
    "Result",
    "Seen",
    "TextChanged",
    "alert_lay_aside",
    "answer_save",
    "clearance_issue",
    "clearance_void",
    "digest_of",
    "hearing_add",
    "hearing_cancel",
    "hearing_change",
    "homonym_answer",
    "homonym_ask",
    "homonym_revoke",
    "justification_save",
    "matter_save",
    "matter_seal",
    "matter_unseal",
    "order_file_attach",
    "order_file_open",
    "party_add",
    "party_change",
    "party_protect",
    "party_remove",
    "party_reveal",
    "post_submit",
    "probes_note",
    "probes_note_texts",
    "questions_of",
    "questions_refusal",
    "quiet_confirm",
    "quiet_end_propose",
    "quiet_propose",
    "quiet_refuse",
    "quiet_withdraw",
    "releases_within",
    "restriction_add",
    "restriction_change",
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
