"""Who may keep the register, the rules and the rosters, ask, comment, and decide."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from approvals.domain.quiet import Stage
from approvals.domain.route_table import ON_DUTY, SEATS
from approvals.models.homonyms import HomonymState
from approvals.models.imports import ImportState
from approvals.models.quiet import STAGES
from approvals.models.roster import KEEPERS, TAKERS
from approvals.models.sweeps import Decision
from approvals.models.talk import QuestionState, SuggestionState
from publishing.ground.rights import Act, Thing
from publishing.ground.roles import Role

WRITERS = (Role.PRESS_OFFICER,)
REGISTRY = (Role.REGISTRAR,)
LEAD = (Role.ADMINISTRATOR,)
EVERYBODY = tuple(Role)
DESK = (Role.PRESS_OFFICER, Role.REVIEWER, Role.REGISTRAR, Role.JUDGE, Role.PRESIDENT)
RULES = (Role.REGISTRAR, Role.PRESIDENT)
PROPOSE_QUIET = (Role.REGISTRAR, Role.PRESS_OFFICER, Role.ADMINISTRATOR)
CONFIRM_QUIET = (Role.REGISTRAR, Role.PRESIDENT, Role.ADMINISTRATOR)
VOTERS = tuple(role for role in Role if any(role in seat.roles for seat in SEATS.values()))
KEEP_TURNS = tuple(role for role in Role if role in {Role.ADMINISTRATOR, *sum(KEEPERS.values(), ())})

ROUND_STATES = {
    WorkflowState.STATUS_IN_PROGRESS: _("With approvers"),
    WorkflowState.STATUS_APPROVED: _("Approved"),
    WorkflowState.STATUS_NEEDS_CHANGES: _("Returned"),
    WorkflowState.STATUS_CANCELLED: _("Taken back"),
}
DRILL_STATES = {"running": _("Running"), "over": _("Over")}
SOLO_STATES = {"waiting": _("Waits for its review"), "reviewed": _("Reviewed")}
STANDING = {"standing": _("In use"), "ended": _("No longer used")}

SEALED_POST = _("A sealed post: only those whom it names.")
SEALED = _("Where the matter is sealed, only those whom it names.")
BY_SEAT = _("Whoever can take a seat that is open, has no part in the post, and did not stand aside.")
NOT_OWN = _("Never on what one wrote, asked or proposed.")
OWN = _("One’s own alone.")

THINGS = {
    "round": Thing(
        _("Decisions about a post"),
        {
            "round_read": Act(_("Open a decision"), DESK, also=SEALED_POST),
            "emergency_read": Act(
                _("Open the decision on an emergency"), (*DESK, Role.SECURITY_LEAD), also=SEALED_POST
            ),
            "vote_cast": Act(_("Approve or return"), VOTERS, (WorkflowState.STATUS_IN_PROGRESS,), also=BY_SEAT),
            "vote_take_back": Act(
                _("Take a vote back"),
                VOTERS,
                (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_APPROVED, WorkflowState.STATUS_NEEDS_CHANGES),
                also=OWN,
            ),
            "suggestion_make": Act(
                _("Suggest another wording"), VOTERS, (WorkflowState.STATUS_IN_PROGRESS,), also=BY_SEAT
            ),
            "recuse": Act(_("Stand aside"), VOTERS, (WorkflowState.STATUS_IN_PROGRESS,), also=BY_SEAT),
            "clearance_void": Act(_("Call back what waits for approval"), (Role.PRESS_OFFICER, Role.PRESIDENT)),
            "comment_write": Act(_("Comment"), DESK, (WorkflowState.STATUS_IN_PROGRESS,)),
            "emergency_release": Act(
                _("Release an emergency with one signature"),
                tuple(Role(role) for role in ON_DUTY.roles),
                (WorkflowState.STATUS_IN_PROGRESS,),
                also=_("On duty now, after the second was asked and has not answered."),
            ),
        },
        ROUND_STATES,
    ),
    "solo": Thing(
        _("Emergencies released with one signature"),
        {
            "solo_read": Act(
                _("See them"), (Role.PRESIDENT, Role.HEAD_OF_COMMUNICATIONS), also=_("And whoever did it.")
            ),
            "solo_review": Act(_("Review it afterwards"), (Role.PRESIDENT,), ("waiting",), also=NOT_OWN),
        },
        SOLO_STATES,
    ),
    "suggestion": Thing(
        _("Suggestions"),
        {
            "suggestion_apply": Act(_("Take another wording over"), WRITERS, (SuggestionState.OPEN,)),
            "suggestion_leave": Act(_("Leave it"), WRITERS, (SuggestionState.OPEN,)),
        },
        dict(SuggestionState.choices),
    ),
    "question": Thing(
        _("Questions before posting"),
        {
            "question_ask": Act(_("Ask the advisers"), DESK),
            "question_say": Act(
                _("Add to the thread"), (*DESK, Role.ADVISER), (QuestionState.OPEN,), also=_("Who asked, and advisers.")
            ),
            "question_answer": Act(_("Answer with advice"), (Role.ADVISER,), (QuestionState.OPEN,), also=NOT_OWN),
            "question_take_back": Act(_("Take the question back"), DESK, (QuestionState.OPEN,), also=OWN),
            "question_attach": Act(_("Show the answer to the approvers"), DESK, (QuestionState.ANSWERED,), also=OWN),
        },
        dict(QuestionState.choices),
    ),
    "matter": Thing(
        _("Matters"),
        {
            "matter_card_read": Act(_("Read the public card"), DESK, also=SEALED),
            "matter_save": Act(_("Enter or change a matter"), REGISTRY, also=SEALED),
            "matter_seal": Act(_("Seal a matter"), REGISTRY, also=SEALED),
            "matter_unseal": Act(_("Unseal a matter"), REGISTRY, also=SEALED),
            "party_add": Act(_("Add a person"), REGISTRY, also=SEALED),
            "party_change": Act(_("Change a person"), REGISTRY, also=SEALED),
            "party_protect": Act(_("Protect a name"), REGISTRY, also=SEALED),
            "party_remove": Act(_("Remove a person"), REGISTRY, also=SEALED),
            "party_reveal": Act(_("Show a protected name"), REGISTRY, also=SEALED),
            "hearing_add": Act(_("Add a hearing"), REGISTRY, also=SEALED),
            "hearing_change": Act(_("Change a hearing"), REGISTRY, also=SEALED),
            "hearing_cancel": Act(_("Cancel a hearing"), REGISTRY, also=SEALED),
            "restriction_add": Act(_("Add a restriction"), REGISTRY, also=SEALED),
            "restriction_change": Act(_("Change a restriction"), REGISTRY, also=SEALED),
            "restriction_lift": Act(_("Lift a restriction"), REGISTRY, also=SEALED),
            "order_file_attach": Act(_("Attach an order"), REGISTRY, also=SEALED),
            "order_file_open": Act(_("Open an order"), REGISTRY, also=SEALED),
            "panel_set": Act(_("Name the judges"), REGISTRY, also=SEALED),
            "register_export": Act(_("Export the register"), REGISTRY),
            "source_save": Act(_("Set where the register is pulled from"), LEAD),
        },
    ),
    "import": Thing(
        _("Imports of the register"),
        {
            "import_create": Act(_("Give a file"), REGISTRY),
            "import_ask": Act(_("Have it imported"), REGISTRY, (ImportState.READY,)),
            "import_drop": Act(_("Drop it"), REGISTRY, (ImportState.WAITING, ImportState.READY, ImportState.ASKED)),
        },
        dict(ImportState.choices),
    ),
    "homonym": Thing(
        _("Is this someone else?"),
        {
            "homonym_ask": Act(_("Ask whether it is someone else"), WRITERS),
            "homonym_answer": Act(
                _("Answer it"), REGISTRY, (HomonymState.ASKED,), also=_("Never on what one wrote or asked.")
            ),
            "homonym_revoke": Act(_("Take a clearing back"), REGISTRY, (HomonymState.CLEARED,), also=SEALED),
            "alert_lay_aside": Act(_("Lay an alert aside"), REGISTRY, also=_("Never one about oneself.")),
        },
        dict(HomonymState.choices),
    ),
    "quiet": Thing(
        _("Quiet periods"),
        {
            "quiet_read": Act(_("See the quiet periods"), (*DESK, Role.ADMINISTRATOR)),
            "quiet_propose": Act(_("Propose one"), PROPOSE_QUIET, second=CONFIRM_QUIET),
            "quiet_end_propose": Act(
                _("Propose to lift or shorten one"), PROPOSE_QUIET, (Stage.IN_FORCE,), second=CONFIRM_QUIET
            ),
            "quiet_confirm": Act(_("Confirm"), CONFIRM_QUIET, (Stage.PROPOSED, Stage.END_PROPOSED), also=NOT_OWN),
            "quiet_refuse": Act(_("Refuse"), CONFIRM_QUIET, (Stage.PROPOSED, Stage.END_PROPOSED), also=NOT_OWN),
            "quiet_withdraw": Act(
                _("Take a proposal back"), PROPOSE_QUIET, (Stage.PROPOSED, Stage.END_PROPOSED), also=OWN
            ),
        },
        STAGES,
    ),
    "rule": Thing(
        _("Rules of the checks"),
        {
            "rules_read": Act(_("See the rules"), (*DESK, Role.ADMINISTRATOR)),
            "pack_switch_on": Act(_("Switch a pack on"), RULES),
            "word_add": Act(_("Add words"), RULES),
            "body_add": Act(_("Add a public body"), RULES),
            "weight_set": Act(_("Make a check weigh more"), RULES),
            "weight_lower": Act(_("Make a check weigh less"), (Role.PRESIDENT,)),
            "rule_end": Act(_("End a rule"), RULES),
            "evaluation_create": Act(_("Try rules on labelled posts"), RULES),
            "docket_rules_read": Act(_("See and try the docket numbers"), (Role.REGISTRAR, Role.ADMINISTRATOR)),
            "rules_set": Act(_("Choose the forms of docket numbers"), REGISTRY),
            "pattern_add": Act(_("Add a form of docket number"), REGISTRY),
            "pattern_end": Act(_("End a form of docket number"), REGISTRY),
        },
    ),
    "objection": Thing(
        _("What is out and breaks an order"),
        {
            "sweep_read": Act(_("See what the nightly look found"), DESK),
            "objection_withdraw": Act(_("Withdraw the post"), RULES, (Decision.WAITING,)),
            "objection_leave": Act(_("Leave it, with a reason"), RULES, (Decision.WAITING,)),
        },
        dict(Decision.choices),
    ),
    "roster": Thing(
        _("Duty and delegates"),
        {
            "roster_read": Act(_("See the roster"), EVERYBODY),
            "turn_set": Act(
                _("Put somebody on duty"), KEEP_TURNS, also=_("Each for the roles whose roster they keep.")
            ),
            "turn_end": Act(_("End a turn"), KEEP_TURNS, also=_("Each for the roles whose roster they keep.")),
            "delegation_set": Act(
                _("Name a delegate"),
                (*map(Role, TAKERS), Role.ADMINISTRATOR),
                also=_("For oneself; an administrator for anybody."),
            ),
            "delegation_end": Act(
                _("End a delegation"),
                (*map(Role, TAKERS), Role.ADMINISTRATOR),
                also=_("Who gave it, who has it, or an administrator."),
            ),
        },
    ),
    "drill": Thing(
        _("Drills"),
        {
            "drill_read": Act(_("See the drills"), EVERYBODY),
            "drill_start": Act(
                _("Begin a drill"), (Role.HEAD_OF_COMMUNICATIONS, Role.ADMINISTRATOR), also=_("Or whoever is on duty.")
            ),
            "drill_end": Act(
                _("Break a drill off"),
                (Role.HEAD_OF_COMMUNICATIONS, Role.ADMINISTRATOR),
                ("running",),
                also=_("Or whoever is on duty."),
            ),
        },
        DRILL_STATES,
    ),
}
