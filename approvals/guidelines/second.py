"""Guidelines 21 to 40: what they ask, how Praeco serves them, and what a person still has to judge."""

from django.utils.translation import gettext_lazy as _

from approvals.guidelines.base import Guideline

SECOND: tuple[Guideline, ...] = (
    Guideline(
        21, _("Old words, and words too many"),
        _(
            "What was said years ago can do harm today. Courts look at it again, and remove it by rules and with "
            "advice, not in haste."
        ),
        _(
            "Every night what is live is read with the register of that day. Withdrawing and correcting need a "
            "reason, keep a copy on the record and say so in public."
        ),
        _("Whether removing a post hides a mistake or protects a person. Where in doubt, correct in sight."),
        ("sweep", "withdraw", "record", "dockets"),
    ),
    Guideline(
        22, _("When the court is attacked"),
        _(
            "Abuse is not answered in kind. Those who are hit turn to their superiors or to an adviser, and the "
            "judiciary gives guidance."
        ),
        _(
            "Praeco offers no quick answer: whatever a court says goes to two people first. One person can stop "
            "everything while they think."
        ),
        _("Whether silence, a fact put right, or a report to the police is due."),
        ("approval", "advice", "pause"),
        _("Evidence of abuse is not gathered here yet. Save it as the court's security officer asks."),
    ),
    Guideline(
        23, _("Following, without taking sides"),
        _("To listen to many voices is good. Following or sharing those who campaign is read as agreement."),
        _("An account here follows nobody by itself, and quiet periods keep it out of campaigns."),
        _("Whether an anniversary, a ribbon or a hashtag has become the sign of a side."),
        ("no-contact", "quiet"),
        _("Whom an account follows is set at the network. Decide it there with two people, and note why."),
    ),
    Guideline(
        24, _("No gain"),
        _("An account of a court or a judge serves nobody's purse: neither its owner's nor a friend's."),
        _(
            "A post is sent as it is approved, and never paid for: there is no way to boost one, and no tracking "
            "is added to a link."
        ),
        _("Thanks to a host or a sponsor: courtesy, or advertising?"),
        ("approval", "no-contact"),
    ),
    Guideline(
        25, _("Online friends"),
        _(
            "A “friend” on a network may mean nothing. Where the tie becomes real, the old remedies apply: care, "
            "disclosure, standing aside."
        ),
        _(
            "Accounts here have no friends. A judge sees on the decision whether the post concerns a matter on "
            "which they sit, and does not vote on what they wrote."
        ),
        _("When a relation must be disclosed. That is the judge's own conscience, helped by an adviser."),
        ("no-contact", "matter-route"),
        _("Private relations of judges are not recorded in Praeco, and should not be."),
    ),
    Guideline(
        26, _("Look through accounts regularly"),
        _("Accounts, what they said and whom they are tied to are looked through at fixed times, old ones as well."),
        _("The nightly check reads what is live. The record lists each account and every version of what it said."),
        _(
            "Profile texts, pinned posts, followers and accounts that nobody uses any more: open them at the "
            "network and look."
        ),
        ("sweep", "record", "accounts"),
    ),
    Guideline(
        27, _("Removing and blocking people"),
        _(
            "Whoever hides, removes or blocks a user should do so for reasons that have nothing to do with the "
            "user's opinion."
        ),
        _("What the court itself removes stands on its record with the reason."),
        _("Whether a comment is unlawful or only unwelcome. Criticism is never a reason."),
        ("record", "trail"),
        _(
            "Praeco does not read or moderate what users write. Where the network allows it, close comments for "
            "all rather than hiding some."
        ),
    ),
    Guideline(
        28, _("Care in making contacts"),
        _("A contact is made or accepted only after a look at who it is."),
        _("No contact can be made from here, so none is made by mistake. A handle in a post is read by two people."),
        _("Whether an account that is to be named is truly that body's, and in no matter before the court."),
        ("no-contact", "register"),
    ),
    Guideline(
        29, _("Ask when unsure"),
        _("In doubt about a relation or a text, ask somebody who knows networks or ethics before acting."),
        _(
            "From the composer or the decision page one asks the court's advisers. Only they and the asker read the "
            "thread; the draft is frozen until the answer, which the approvers see if the asker wishes. A registrar "
            "is asked about a name from the finding itself."
        ),
        _("Whether the doubt is one about ethics, and whether the advice is followed."),
        ("advice", "names", "approval"),
        _("Praeco gives no advice of its own: the court names its advisers. Relations and follows are not asked here."),
    ),
    Guideline(
        30, _("No contact with parties, counsel and witnesses"),
        _("Judges and courts keep away from people of their cases: no requests, no answers, no tags."),
        _(
            "The register knows their handles, so that a post that would reach one is stopped. Praeco cannot "
            "write to anybody privately."
        ),
        _("A body that is a party in a hundred cases and must still be named in a flood warning."),
        ("register", "no-contact"),
    ),
    Guideline(
        31, _("Family, friends and staff"),
        _("Those who are close to a judge can break a duty without knowing it. Judges learn how to tell them."),
        _(
            "The pages of this catalogue are written so that staff can read them. Each member of the court may "
            "open all of them."
        ),
        _("How much to ask of one's family. Nothing about families is kept here."),
        ("catalogue",),
        _("A leaflet for families is not part of Praeco. Praeco holds no data on them by intent."),
    ),
    Guideline(
        32, _("Security and privacy settings"),
        _("Whoever uses a network knows its terms and settings, and looks at them again from time to time."),
        _(
            "Secrets of accounts are kept encrypted and are never shown. Rights end with the role. Hidden "
            "characters and false addresses are pointed out."
        ),
        _(
            "The settings at the network itself, and new terms of use. Put a date for looking at them into the "
            "court's calendar."
        ),
        ("accounts", "people", "trail"),
    ),
    Guideline(
        33, _("Assume that it spreads"),
        _("What would embarrass if it were on every front page should neither be posted nor be done."),
        _(
            "The preview shows what a stranger will see first: the crop of the picture, the card of the link, the "
            "first words."
        ),
        _("What the first hostile reader will make of it."),
        ("previews", "permanence", "approval"),
    ),
    Guideline(
        34, _("Personal data and places"),
        _("Data, routines and places endanger people, and come out also through what others post about them."),
        _(
            "Pictures lose place and device when they come in. Numbers of papers, private telephones and "
            "protected names are found before anything leaves."
        ),
        _("What several harmless facts tell together, to a reader who knows the town."),
        ("media", "register", "sweep"),
    ),
    Guideline(
        35, _("What reaches you is seen, too"),
        _("Trust is shaped also by what others send, tag or show beside an account."),
        _(
            "No page here shows a feed, so that nobody who decides reads what parties write. Sealed matters stay "
            "with those who are named."
        ),
        _("Tags and lists at the network: switch their review on there, and look at it."),
        ("no-contact", "sealed"),
        _("Praeco does not watch who tags the court's accounts. That is seen at the network alone."),
    ),
    Guideline(
        36, _("Conduct in public, and pictures of it"),
        _("Somebody is always filming. A picture travels faster than its explanation."),
        _("A picture is shown to both approvers with its description, as the network will show it."),
        _("Badges, screens, files and faces in the background. Ask each person who can be recognised."),
        ("media", "previews"),
    ),
    Guideline(
        37, _("Training is the court's own duty"),
        _("A judiciary gives training in social media the place and the means that it needs."),
        _("The reasons behind each rule are here, free to use for a lesson of one's own."),
        _("Time and money for it. The president decides."),
        ("training", "catalogue"),
        _("Plans, hours and budgets of training are not kept in Praeco yet."),
    ),
    Guideline(
        38, _("What training covers"),
        _(
            "Networks and how they work, their benefits and risks, prudent use, family, staff, and why one does "
            "not look into parties: regularly, not once."
        ),
        _(
            "The catalogue follows the same subjects, and the findings of the court's own work show where people "
            "stumble."
        ),
        _("Which subjects the court's people need most."),
        ("catalogue", "trail"),
        _("There are no lessons in Praeco yet. Use the pages of the catalogue as a syllabus."),
    ),
    Guideline(
        39, _("New judges, and never finished"),
        _("Judges learn it when they come, and go on learning, at a distance where that helps."),
        _(
            "A rehearsal network comes with Praeco: a newcomer can take an invented post the whole way, and see "
            "it appear, without a word reaching the public."
        ),
        _("When somebody has practised enough to write in earnest."),
        ("training", "catalogue", "previews"),
    ),
    Guideline(
        40, _("Advice in confidence"),
        _(
            "Judges need a place where they can ask in confidence, and the judiciary shares what it has learned "
            "without naming anyone."
        ),
        _(
            "Reasons of authors and approvers stay inside and are kept with each decision, so that a court can "
            "learn from its own practice."
        ),
        _("What of an answer may be shared with others, and in which words."),
        ("advice", "trail"),
        _(
            "Advisers are asked about a post, and no administrator reads it. Questions about one's own conduct have no "
            "place here yet, and nothing is drawn from the answers for others."
        ),
    ),
)  # fmt: skip
