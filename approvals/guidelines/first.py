"""Guidelines 1 to 20: what they ask, how Praeco serves them, and what a person still has to judge."""

from django.utils.translation import gettext_lazy as _

from approvals.guidelines.base import Guideline

FIRST: tuple[Guideline, ...] = (
    Guideline(
        1, _("Judges are part of public life"),
        _(
            "A bench that hides from the places where people talk loses touch with them. Being there is welcome; "
            "each time, it is weighed against the trust, the fairness and the independence that a court lives by."
        ),
        _("Every post states the good it is meant to do, and the report shows what came of it, by aim."),
        _("Whether speaking serves the public better than keeping still. No figure answers that."),
        ("aims", "report"),
    ),
    Guideline(
        2, _("One standard, online and offline"),
        _(
            "The duties of office do not end at a screen. Rules for new media stay general, so that they outlive "
            "the product of the day."
        ),
        _(
            "The checks know duties, not networks, and the same rules read a post for every account. Each review "
            "keeps the version of the rules that it used."
        ),
        _("Whether a new habit of some network falls under an old duty, or needs a word of its own."),
        ("versions", "trail"),
    ),
    Guideline(
        3, _("Know how the networks work"),
        _(
            "Whoever speaks there should know how what they say is ranked, copied and remade, by people and by "
            "machines; those who never use them should know it as well."
        ),
        _(
            "The composer shows each post as its network will show it, and what that network lets the court "
            "change later."
        ),
        _("Reading what is new about a network, and trying it with invented words before the court relies on it."),
        ("previews", "permanence"),
    ),
    Guideline(
        4, _("Training before use"),
        _(
            "Judges and staff learn the benefits, the dangers and the traps before they use social media, for "
            "themselves and for those around them."
        ),
        _(
            "A role counts only with a completed training that has not run out. Each finding explains its reason at "
            "the moment in which it matters, and leads to a page of this catalogue."
        ),
        _("Who is ready to write or to approve for the court, and which course is good enough."),
        ("training", "catalogue", "people"),
        _("There are no courses and no examination in Praeco yet. Keep the court's own, and enter who completed it."),
    ),
    Guideline(
        5, _("The dignity of office"),
        _(
            "What is said should leave the authority and the integrity of the court as it found them, in form as "
            "well as in substance."
        ),
        _("Nobody publishes alone: two people read every word in the form in which the public will see it."),
        _("Irony, taste and a joke that only some will share. Read it aloud, as from the bench."),
        ("approval", "previews"),
    ),
    Guideline(
        6, _("Words travel, and small gestures count"),
        _("What is posted spreads beyond its readers and stays. A shared link or a follow is read as an opinion."),
        _(
            "Before anybody approves, the page says what can still be edited or deleted, and that copies remain. "
            "There is no button to follow, like or share."
        ),
        _("What a link or a partner's name says about the court to those who dislike that partner."),
        ("permanence", "no-contact", "withdraw"),
    ),
    Guideline(
        7, _("Help to be understood"),
        _(
            "Courts may work with teachers, press people and associations to explain themselves, and may use "
            "social media to do so."
        ),
        _(
            "Teaching has a kind of its own, is planned like any other post, and its share of all posts stands in "
            "the report."
        ),
        _("Which partners are balanced, and whether one of them is heard too often."),
        ("kinds", "report"),
        _("There is no list of partners. Keep it where the court keeps its other relations."),
    ),
    Guideline(
        8, _("Teaching in public"),
        _("A judge may explain law and justice to the public in a lecture hall, and so, too, on a network."),
        _(
            "Posts that teach are told apart from notices and judgments, so that an explanation is read as an "
            "explanation by the checks."
        ),
        _("Where teaching ends and pleading for a change begins; whether an invented example is too like a real case."),
        ("kinds", "approval"),
    ),
    Guideline(
        9, _("The work comes first"),
        _("Social media may not take from the time and the care that cases need."),
        _(
            "Judges hold no password of a network and write nothing here. They read one screen, decide in two "
            "taps, are asked in two windows a day, and name a delegate while they are away."
        ),
        _("How many posts a month are worth a judge's attention."),
        ("mail", "roster", "accounts"),
    ),
    Guideline(
        10, _("Why a court speaks at all"),
        _(
            "The use of social media by a court as an institution can open the way to justice, help its work to "
            "flow, show what it does, let it answer for it, and let people understand and respect it."
        ),
        _(
            "Accounts belong to the court, a post names one of these five aims, and the report is ordered by "
            "them. What was said stays on a public record."
        ),
        _("Whether the post reaches those whom it is for, and not only those who follow the court already."),
        ("aims", "report", "record", "accounts"),
    ),
    Guideline(
        11, _("Services behind a social profile"),
        _(
            "A court that lets people enter its services with a profile of a network shares with that network who "
            "they are. The risk is to be weighed before."
        ),
        _("Praeco is entered with an account of the court only, and loads nothing from a network."),
        _("Whether a partner's portal, linked from a post, asks for more than it needs."),
        ("no-social",),
    ),
    Guideline(
        12, _("A judge's own name"),
        _("Judges may appear under their name and office, where the ethics of their country allow it."),
        _(
            "The accounts here are the court's. A judge who is named or shown in a post is read about by a "
            "colleague and by another judge first."
        ),
        _(
            "Whether the judge has agreed to be named for this purpose. Ask; the answer belongs into the reason "
            "given to the approvers."
        ),
        ("approval", "accounts"),
        _("A judge's private account is a matter of private conduct. Praeco neither keeps nor watches such accounts."),
    ),
    Guideline(
        13, _("Assumed names"),
        _(
            "Opinions differ on whether a judge may write under another name. It never covers misconduct, and "
            "never surely hides who writes."
        ),
        _(
            "An official account carries the court's name, and its public record lists every account that speaks "
            "for the court. There are no accounts of invented persons."
        ),
        _("What a judge does in private; a talk with an adviser helps more than a rule."),
        ("record", "accounts"),
    ),
    Guideline(
        14, _("The right place for the right word"),
        _(
            "Networks differ in tone and reach. Keeping what is personal apart from what is official helps, and "
            "so does knowing what fits where."
        ),
        _(
            "Staff publish through the court's system, so that no telephone holds both identities. A post can "
            "have words of its own for an account where they differ."
        ),
        _("Whether a subject belongs on this network at all."),
        ("accounts", "previews"),
    ),
    Guideline(
        15, _("Dignity, impartiality, fairness"),
        _(
            "The principles that govern a judgment govern a message as well: no side may feel smaller for having "
            "read it."
        ),
        _("Checks read each post with the register beside it, and a judge decides with the case in view."),
        _(
            "Praise that reads as blame of the other side, and what is left unsaid. A paraphrase without a name "
            "escapes every list of words."
        ),
        ("approval", "matter-route", "quiet"),
    ),
    Guideline(
        16, _("No views and no private facts that shake trust"),
        _("An opinion or a private detail can cost independence and fair trial, whether or not somebody is named."),
        _(
            "Protected names are found in any script and form, without anybody seeing the list. Quiet periods "
            "hold back what an election or a mourning does not bear."
        ),
        _("An opinion in the choice of facts. A person known to a village by one detail alone."),
        ("register", "sealed", "quiet"),
    ),
    Guideline(
        17, _("Not about cases, not with their people"),
        _(
            "A court does not talk about what it still has to decide, with parties, with their counsel or with "
            "the public. Lists, streams and the giving of a judgment are announced neutrally."
        ),
        _(
            "A post on a matter of the register shows the approvers its status, embargo and orders. It is checked "
            "again a minute before it goes out."
        ),
        _("Whether a notice tells more than when, where and how to attend."),
        ("register", "matter-route", "gate", "no-contact"),
    ),
    Guideline(
        18, _("Care in tone, also in answers"),
        _("Everything is written so that it could be shown to anyone, answers to others included."),
        _("An answer, a correction and a first word go the same way: checked, approved, kept."),
        _("Coldness and sarcasm that use only polite words."),
        ("approval", "record"),
    ),
    Guideline(
        19, _("Respect"),
        _("No remark makes a person or a group small, whatever they are or have done."),
        _("The same checks read the text, the description of pictures, hashtags and links, in every language version."),
        _("A picture that ridicules without words; a name that a group does not use for itself."),
        ("approval", "previews"),
    ),
    Guideline(
        20, _("No searching for evidence"),
        _(
            "What a judge finds online about people of a case is no evidence, and yet it works on the mind. It is "
            "not looked for."
        ),
        _(
            "There is no search for persons on networks here, and no reading of what users write. The report "
            "counts and never names."
        ),
        _("What a judge happens to see elsewhere, and whether it must be disclosed."),
        ("report", "no-contact"),
    ),
)  # fmt: skip
