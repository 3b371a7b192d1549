"""What of Praeco serves a guideline, beside checks and questions. Each entry is something that exists and works."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from approvals.guidelines.base import Feature
from publishing.ground.models import Role

DESK = (Role.PRESS_OFFICER, Role.REVIEWER, Role.REGISTRAR, Role.JUDGE, Role.PRESIDENT)
KEEPERS = (Role.REGISTRAR, Role.ADMINISTRATOR)
LEAD = (Role.ADMINISTRATOR,)

FEATURES: Mapping[str, Feature] = {
    "aims": Feature(
        _("An aim for every post"),
        _("No post is submitted before its author has chosen which of the five aims it serves."),
        "posts:list", (),
    ),
    "approval": Feature(
        _("Two people before every post"),
        _("Those whom the route of a post names read the exact words. Nobody approves what they wrote."),
        "decisions:queue", DESK,
    ),
    "previews": Feature(
        _("The post as each network shows it"),
        _("Author and approvers see it with its picture, its link card and its description, before it is out."),
        "posts:list", (),
    ),
    "permanence": Feature(
        _("What can still be changed once it is out"),
        _("Under each preview stands what that network lets the court edit or delete, and that copies stay."),
        "decisions:queue", DESK,
    ),
    "register": Feature(
        _("The register of matters"),
        _("Cases with their status, embargo, orders and people. Every check reads it as it is at that moment."),
        "matters:index", DESK,
    ),
    "names": Feature(
        _("Questions about names"),
        _("Whether words mean a protected person is answered by a registrar, never by the author."),
        "homonyms:index", (Role.REGISTRAR,),
    ),
    "advice": Feature(
        _("Ask an adviser before posting"),
        _("From the composer or the decision page, in confidence. The draft is frozen until there is an answer."),
        "questions:index", (Role.ADVISER,),
    ),
    "sealed": Feature(
        _("Sealed matters"),
        _("A matter can be sealed to named people. For everybody else it is not there."),
        "matters:index", DESK,
    ),
    "quiet": Feature(
        _("Quiet periods"),
        _("Elections, mourning, vacation: two people set a time in which only what cannot wait goes out."),
        "quiet:index", (*DESK, Role.ADMINISTRATOR),
    ),
    "gate": Feature(
        _("A last check before sending"),
        _("A minute before its time a post is checked again with the register of that minute, and held if need be."),
        "outbox:index", (),
    ),
    "sweep": Feature(
        _("What is out, checked every night"),
        _(
            "Posts that are live are read again with today's register. One that an order now forbids waits for a "
            "decision."
        ),
        "sweep:index", DESK,
    ),
    "withdraw": Feature(
        _("Withdrawing and correcting"),
        _("A post is deleted on every account at once, or corrected by a new one. The record keeps both in sight."),
        "outbox:index", (),
    ),
    "pause": Feature(
        _("Pause everything"),
        _("One person stops every new sending within a second."),
        "outbox:index", (),
    ),
    "record": Feature(
        _("The public record"),
        _("What the court said, when, where and approved by which roles, with a fingerprint that anybody can check."),
        "record:index", (),
    ),
    "trail": Feature(
        _("The audit trail"),
        _("Who drafted, approved, stopped or withdrew, with the version of rules and register that was used."),
        "trail:index", KEEPERS,
    ),
    "versions": Feature(
        _("Rules with a version"),
        _("Checks speak of no network. Each review keeps the version of the rules and of the register it used."),
        "trail:index", KEEPERS,
    ),
    "people": Feature(
        _("Rights by role"),
        _("What a person may do comes from a role in one court, given by name and taken back on the same page."),
        "people:index", LEAD,
    ),
    "training": Feature(
        _("A role counts only with its training"),
        _("Whoever is not trained, or whose training ran out, neither drafts, approves nor publishes."),
        "training:index", LEAD,
    ),
    "roster": Feature(
        _("Who is on duty, and who stands for whom"),
        _("Decisions reach somebody who is there. A delegate is named, dated, and passes nothing on."),
        "roster:index", (*Role,),
    ),
    "accounts": Feature(
        _("Accounts of the court, not of a person"),
        _("Each account belongs to a court and carries its name. Its secret is kept encrypted and seen by nobody."),
        "accounts:index", LEAD,
    ),
    "no-contact": Feature(
        _("No way to follow, like or write privately"),
        _("Praeco publishes and withdraws. It has no act by which an account could befriend, follow, like or message."),
    ),
    "no-social": Feature(
        _("Praeco itself is entered without a social profile"),
        _("People sign in with an account of the court. No page of it loads anything from a network."),
    ),
    "media": Feature(
        _("Pictures without their traces"),
        _("Every picture is encoded anew when it comes in, so that place, time and device are gone."),
        "wagtailimages:index", (Role.PRESS_OFFICER,),
    ),
    "report": Feature(
        _("The report by aim"),
        _("Figures by account, aim and kind. Counts of people under ten are not shown, and nobody is ranked."),
        "engagement_report", (),
    ),
    "kinds": Feature(
        _("Kinds of posts"),
        _("Teaching, notices, corrections and warnings are told apart, and each is checked by what it is."),
        "posts:list", (),
    ),
    "matter-route": Feature(
        _("Approvers see the case beside the words"),
        _("Docket, status, embargo and orders stand on the page of the decision. Protected names stay hidden."),
        "decisions:queue", DESK,
    ),
    "mail": Feature(
        _("Decisions by page, not by meeting"),
        _(
            "An approver gets a link, reads one screen and decides in two taps. A vote can be taken back until it "
            "is out."
        ),
        "decisions:queue", DESK,
    ),
    "catalogue": Feature(
        _("This catalogue"),
        _("Every finding leads to the guideline behind it, with its reason and what a person still has to judge."),
        "guidelines:index", (),
    ),
    "dockets": Feature(
        _("The court's own docket numbers"),
        _("A mistyped number is pointed out before it leads readers to another case."),
        "matters:rules", KEEPERS,
    ),
}  # fmt: skip
