"""Who may write posts and templates, and who may see them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.models.templates import TemplateState
from cms.states import MAY_BE_TAKEN_BACK, OPEN, PostState
from publishing.ground.rights import Act, Thing
from publishing.ground.roles import READERS, Role

WRITERS = (Role.PRESS_OFFICER,)
# A locked template shortens the way of every post that is made from it, so an ordinary press officer does not decide.
DECIDE_TEMPLATES = (Role.HEAD_OF_COMMUNICATIONS, Role.REVIEWER, Role.REGISTRAR, Role.PRESIDENT)

SEALED = _("A sealed post: only those whom it names.")
OPEN_STATES = tuple(state for state in PostState if state in OPEN)
RULE_STATES = {"running": _("Running"), "ended": _("Ended")}

THINGS = {
    "post": Thing(
        _("Posts"),
        {
            "post_see": Act(_("See a post"), READERS, also=SEALED),
            "post_save_draft": Act(_("Write and change a draft"), WRITERS, OPEN_STATES, also=SEALED),
            "post_mend": Act(_("Apply a mend"), WRITERS, OPEN_STATES, also=SEALED),
            "post_justify": Act(_("Give a reason for a finding"), WRITERS, OPEN_STATES, also=SEALED),
            "post_answer": Act(_("Answer a question about a draft"), WRITERS, OPEN_STATES, also=SEALED),
            "post_submit": Act(_("Hand in for approval"), WRITERS, OPEN_STATES, also=SEALED),
            "post_take_back": Act(
                _("Take back for changes"),
                WRITERS,
                tuple(state for state in PostState if state in MAY_BE_TAKEN_BACK),
                also=SEALED,
            ),
            "post_seal": Act(_("Seal a post to named people"), WRITERS, also=SEALED),
            "post_unseal": Act(_("Unseal a post"), WRITERS, also=SEALED),
            "post_name": Act(_("Name somebody on a sealed post"), WRITERS, also=SEALED),
            "post_unname": Act(_("Take somebody off a sealed post"), WRITERS, also=SEALED),
            "picture_add": Act(_("Add a picture"), WRITERS),
            "picture_describe": Act(_("Say what a picture shows"), WRITERS),
        },
        dict(PostState.choices),
    ),
    "template": Thing(
        _("Templates"),
        {
            "template_read": Act(_("See the templates"), (*WRITERS, *DECIDE_TEMPLATES)),
            "template_propose": Act(_("Propose a template, or a change of one"), WRITERS, second=DECIDE_TEMPLATES),
            "template_approve": Act(
                _("Take a proposal into use"), DECIDE_TEMPLATES, (TemplateState.PROPOSED,), also=_("Never one’s own.")
            ),
            "template_refuse": Act(
                _("Refuse a proposal"), DECIDE_TEMPLATES, (TemplateState.PROPOSED,), also=_("Never one’s own.")
            ),
            "template_end": Act(
                _("Take a template out of use"),
                (*WRITERS, *DECIDE_TEMPLATES),
                (TemplateState.IN_USE, TemplateState.PROPOSED),
                also=_("A proposal: only whoever made it."),
            ),
            "post_from_template": Act(_("Draft from a template"), WRITERS, (TemplateState.IN_USE,)),
        },
        dict(TemplateState.choices),
    ),
    "recurring": Thing(
        _("What recurs"),
        {
            "recurring_set": Act(_("Set a rule"), WRITERS),
            "recurring_change": Act(_("Change a rule"), WRITERS, ("running",)),
            "recurring_end": Act(_("End a rule"), WRITERS, ("running",)),
        },
        RULE_STATES,
    ),
}
