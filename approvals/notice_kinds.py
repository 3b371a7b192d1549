"""What people hear about decisions, names, quiet periods and the register.

References, codes, times and counts: the words of a post, its title and every protected name stay inside.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from publishing.ground.notice_kinds import Kind, Pace

ASKED = ("decision", "decision-for")  # what counts as being asked, for the cap of a day

DECISIONS = {
    "decision": Kind(
        name=_("A decision"),
        subject=_("%(reference)s waits for your decision"),
        body=_(
            "A post of %(court)s waits for your decision. It is to go out on %(due)s, court time."
            " Read it and approve it, or return it with a reason."
        ),
        link="decisions:page",
        index="decisions:queue",
        pace=Pace.WINDOW,
    ),
    "decision-for": Kind(
        name=_("A decision for somebody else"),
        subject=_("%(reference)s waits for your decision on behalf of %(person)s"),
        body=_(
            "You stand in for %(person)s. A post of %(court)s is to go out on %(due)s, court time."
            " Read it and approve it, or return it with a reason."
        ),
        link="decisions:page",
        index="decisions:queue",
        pace=Pace.WINDOW,
    ),
    "decision-passed-on": Kind(
        name=_("A decision that was passed on"),
        subject=_("%(reference)s: %(person)s was asked in your place"),
        body=_("You have been asked as often today as %(court)s allows. You can still decide it yourself."),
        link="decisions:page",
        pace=Pace.PAGE,
    ),
    "decision-reminder": Kind(
        name=_("A reminder"),
        subject=_("%(reference)s still waits for your decision"),
        body=_(
            "Half of the time for it is over. A decision is wanted by %(target)s, court time."
            " Nothing is approved by waiting."
        ),
        link="decisions:page",
    ),
    "decision-escalated": Kind(
        name=_("A decision that is late"),
        subject=_("%(reference)s was not decided in time"),
        body=_(
            "A post of %(court)s was to be decided by %(target)s, court time, and is not. You are told as %(role)s:"
            " see that somebody decides. Nothing is approved by waiting."
        ),
        link="decisions:page",
    ),
    "escalation-nobody": Kind(
        name=_("A decision that is late"),
        subject=_("%(court)s: a decision is late, and nobody is named for it"),
        body=_(
            "Late decisions are told to the role %(role)s, and nobody at %(court)s holds it or one above it."
            " Give it to somebody under People."
        ),
        link="people:index",
    ),
    "post-expired": Kind(
        name=_("A post whose time passed"),
        subject=_("%(reference)s was returned: its time passed"),
        body=_(
            "It was to go out on %(due)s, court time, and was not approved by then. Nothing was sent."
            " Choose another time and submit it again, or leave it."
        ),
        link="decisions:page",
    ),
    "post-returned": Kind(
        name=_("A post that was returned"),
        subject=_("%(reference)s was returned"),
        body=_("It was returned with a reason. Read the reason and change the post."),
        link="decisions:page",
    ),
    "post-cleared": Kind(
        name=_("A post that is approved"),
        subject=_("%(reference)s is approved"),
        body=_("All votes are in. It goes out at its time, after one more check."),
        link="decisions:page",
    ),
    "post-cleared-late": Kind(
        name=_("A post that was approved late"),
        subject=_("%(reference)s is approved, after its time"),
        body=_(
            "All votes are in, but it was to go out on %(due)s, court time. The outbox says whether it still goes, as"
            " the post allows, or waits for a person."
        ),
        link="decisions:page",
    ),
}

NAMES = {
    "name-asked": Kind(
        name=_("A question about a name"),
        subject=_("%(reference)s: a question about a name"),
        body=_(
            "A press officer asks whether words in %(reference)s mean someone else than a person protected in"
            " %(matter)s. Read the sentence and answer with a reason."
        ),
        link="homonyms:page",
    ),
    "name-cleared": Kind(
        name=_("An answer about a name"),
        subject=_("%(reference)s: your question about a name is answered"),
        body=_("A registrar answers for %(matter)s: this is someone else. The words no longer block the post."),
    ),
    "name-kept": Kind(
        name=_("An answer about a name"),
        subject=_("%(reference)s: your question about a name is answered"),
        body=_("A registrar keeps the words blocked for %(matter)s. Take them out of the post."),
    ),
    "name-revoked": Kind(
        name=_("An answer about a name"),
        subject=_("%(reference)s: your question about a name is answered"),
        body=_("A registrar took back the clearing for %(matter)s. The words block the post again."),
    ),
    "names-tried": Kind(
        name=_("Names are being tried out"),
        subject=_("Names are being tried out in %(matter)s"),
        body=_(
            "%(person)s has within a day written %(count)d different words that meet protected names of this matter."
        ),
        link="homonyms:index",
    ),
    "names-tried-widely": Kind(
        name=_("Names are being tried out"),
        subject=_("Names of several matters are being tried out"),
        body=_("%(person)s has within a day written words that meet protected names of %(count)d matters."),
        link="homonyms:index",
    ),
}

QUESTIONS = {
    "advice-asked": Kind(
        name=_("A question before posting"),
        subject=_("%(reference)s: your advice is asked for"),
        body=_(
            "Somebody who writes or decides at %(court)s asks for your advice before a post goes out. An answer is due"
            " by %(target)s, court time."
        ),
        link="questions:page",
        index="questions:index",
    ),
    "advice-given": Kind(
        name=_("The answer of an adviser"),
        subject=_("%(reference)s: your question is answered"),
        body=_("The draft is open again. You decide whether the approvers see the answer."),
        link="questions:page",
    ),
    "advice-more": Kind(
        name=_("More about a question before posting"),
        subject=_("%(reference)s: something was added to a question"),
        body=_("Read it there. The words of a question are in no e-mail."),
        link="questions:page",
    ),
}

PERIODS = {
    "quiet-asked": Kind(
        name=_("A quiet period to confirm"),
        subject=_("A quiet period waits for you"),
        body=_(
            "%(what)s, %(court)s: from %(from)s until %(until)s, court time.\n\nOpen it and confirm it, or refuse it."
        ),
        link="quiet:page",
    ),
    "quiet-end-asked": Kind(
        name=_("The end of a quiet period to confirm"),
        subject=_("The end of a quiet period waits for you"),
        body=_(
            "%(what)s, %(court)s: from %(from)s until %(until)s, court time.\n\nOpen it and confirm it, or refuse it."
        ),
        link="quiet:page",
    ),
    "quiet-refused": Kind(
        name=_("A quiet period that was refused"),
        subject=_("Your proposal about a quiet period was refused"),
        body=_("%(what)s, %(court)s: from %(from)s until %(until)s, court time.\n\nThe reason stands there."),
        link="quiet:page",
    ),
    "quiet-set": Kind(
        name=_("A quiet period"),
        subject=_("A quiet period is in force"),
        body=_("%(what)s, %(court)s: from %(from)s until %(until)s, court time.\n\nNo scheduled post lies in it."),
        link="quiet:page",
    ),
    "quiet-caught": Kind(
        name=_("A quiet period"),
        subject=_("A quiet period is in force"),
        body=ngettext_lazy(
            "%(what)s, %(court)s: from %(from)s until %(until)s, court time.\n\n%(count)d scheduled post lies in it and"
            " is checked again before it goes out: %(references)s. Take it back, and give a reason or choose another"
            " time.",
            "%(what)s, %(court)s: from %(from)s until %(until)s, court time.\n\n%(count)d scheduled posts lie in it and"
            " are checked again before they go out: %(references)s. Take them back, and give a reason or choose"
            " another time.",
            "count",
        ),
        link="quiet:page",
    ),
    "quiet-lifted": Kind(
        name=_("The end of a quiet period"),
        subject=_("A quiet period was lifted"),
        body=_(
            "%(what)s, %(court)s: from %(from)s until %(until)s, court time.\n\nWhat was held because of it can be"
            " submitted again."
        ),
        link="quiet:page",
    ),
    "quiet-shortened": Kind(
        name=_("The end of a quiet period"),
        subject=_("A quiet period was shortened"),
        body=_(
            "%(what)s, %(court)s: from %(from)s until %(until)s, court time.\n\nWhat was held because of it can be"
            " submitted again."
        ),
        link="quiet:page",
    ),
}

REGISTER = {
    "out-needs-decision": Kind(
        name=_("What is out needs a decision"),
        subject=ngettext_lazy(
            "A post that is out needs a decision", "%(count)d posts that are out need a decision", "count"
        ),
        body=_("The register has changed, and what was said may break an order. Withdraw it, or leave it."),
        link="sweep:index",
    ),
    "register-refused": Kind(
        name=_("The register of tonight"),
        subject=_("%(court)s: The register was not imported"),
        body=_("The file of tonight has faults, and nothing of it was imported. Each fault stands on this page."),
        link="matters:import",
    ),
    "register-unreachable": Kind(
        name=_("The register of tonight"),
        subject=_("%(court)s: The register could not be fetched"),
        body=_("Look at its source, and at the server it is on."),
        link="matters:source",
    ),
}

EMERGENCIES = {
    "emergency-alone": Kind(
        name=_("An emergency with one signature"),
        subject=_("%(reference)s went out with one signature"),
        body=_(
            "An emergency of %(court)s was released by one person, because nobody else answered in time. Review it by"
            " %(due)s, court time."
        ),
        link="emergencies:page",
    ),
    "emergency-unreviewed": Kind(
        name=_("A review that is late"),
        subject=_("%(reference)s: the review of an emergency is late"),
        body=_(
            "It went out with one signature and was to be reviewed by %(due)s, court time. A day later whoever released"
            " it may release nothing alone until it is reviewed."
        ),
        link="emergencies:page",
    ),
    "emergency-reviewed": Kind(
        name=_("The review of an emergency"),
        subject=_("%(reference)s: your emergency was reviewed"),
        body=_("Read there what was decided, and why."),
        link="emergencies:page",
    ),
}

DRILLS = {
    "drill-started": Kind(
        name=_("A drill"),
        subject=_("%(reference)s has begun"),
        body=_(
            "%(court)s practises an emergency, and the clock runs. Do what you would do: a press officer writes, those"
            " on duty decide."
        ),
        link="emergencies:drill",
    ),
    "drill-complete": Kind(
        name=_("A drill that is complete"),
        subject=_("%(reference)s is complete"),
        body=ngettext_lazy(
            "All votes are in. It would have been out %(minutes)d minute after the alarm; the goal is an hour.",
            "All votes are in. It would have been out %(minutes)d minutes after the alarm; the goal is an hour.",
            "minutes",
        ),
        link="emergencies:drill",
    ),
    "drill-complete-late": Kind(
        name=_("A drill that is complete"),
        subject=_("%(reference)s is complete, after its time"),
        body=_(
            "All votes are in, but its release time had passed: it would have waited for a person, so the hour was"
            " missed."
        ),
        link="emergencies:drill",
    ),
    "drill-broken-off": Kind(
        name=_("A drill that was broken off"),
        subject=_("%(reference)s was broken off"),
        body=_("There is nothing more to do. The reason stands on its page."),
        link="emergencies:drill",
    ),
}

LEAVING = {
    "decision-nobody": Kind(
        name=_("A decision that nobody can take"),
        subject=_("%(reference)s: nobody is left who could decide"),
        body=_(
            "Somebody left %(court)s or is suspended, and nobody else may take the seat. Give somebody the role, let"
            " somebody stand in, or take the post back."
        ),
        link="decisions:queue",
    ),
    "name-nobody": Kind(
        name=_("A question about a name that nobody can answer"),
        subject=_("%(reference)s: nobody is left to answer your question about a name"),
        body=_(
            "No other registrar may answer for %(matter)s. Ask an administrator to invite one, or take the words out."
        ),
    ),
    "advice-nobody": Kind(
        name=_("A question before posting that nobody can answer"),
        subject=_("%(reference)s: no adviser is left to answer your question"),
        body=_("The question was taken back for you, and the draft is open again."),
        link="questions:page",
    ),
    "panel-changed": Kind(
        name=_("A judge who left"),
        subject=_("%(person)s no longer sits at %(court)s"),
        body=_(
            "Matters on which %(person)s sat: %(count)d, of which as presiding judge: %(presided)d. Name who presides"
            " now; until then any judge of the court decides on posts about them."
        ),
        link="matters:index",
    ),
}

KINDS = {**DECISIONS, **NAMES, **QUESTIONS, **PERIODS, **REGISTER, **EMERGENCIES, **DRILLS, **LEAVING}
