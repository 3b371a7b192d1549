"""Sentences of the checks on tone and opinions, keyed by `Finding.reason`."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from approvals.wordings.base import Wording

POLITICS_TITLE = _("Takes a political side")
POLITICS_DO = _("Take it out. Election days may be named as far as they change how the court can be reached.")
POLICY_TITLE = _("An opinion on policy")
POLICY_DO = _(
    "Say what the law is, from when, and where to read it. If the court must take a stand, say who decided it."
)
DEROGATORY_TITLE = _("Demeaning words")
DEROGATORY_DO = _("Take these words out, and say only what people need to know.")
ANSWER_TITLE = _("Answers an attack")
REPLY_TITLE = _("Goes further than a pointer")
PERSONAL_TITLE = _("Speaks as a person")
PERSONAL_DO = _("Let the court speak: say what it does or offers. Quote a person with name and quotation marks.")
TONE_TITLE = _("Tone")

WORDINGS: Mapping[str, Wording] = {
    "political-vote": Wording(
        POLITICS_TITLE,
        _("This asks readers to vote in a certain way. A court must be fair to every side."),
        POLITICS_DO,
    ),
    "political-congratulation": Wording(
        POLITICS_TITLE,
        _("This congratulates or greets somebody on political power. Whoever lost may come before this court too."),
        POLITICS_DO,
    ),
    "political-support": Wording(
        POLITICS_TITLE, _("This supports a party, a candidate, a holder of office or a campaign."), POLITICS_DO
    ),
    "political-attack": Wording(
        POLITICS_TITLE, _("This blames a party, a candidate, a holder of office or a campaign."), POLITICS_DO
    ),
    "policy-verdict": Wording(
        POLICY_TITLE,
        _("This praises or blames a law, a reform or a disputed matter that the court may have to decide on."),
        POLICY_DO,
    ),
    "policy-stance": Wording(
        POLICY_TITLE,
        _("This says what the law or the state's money should be. That is for others to decide."),
        POLICY_DO,
    ),
    "derogatory-insult": Wording(
        DEROGATORY_TITLE, _("This is an insult, in whatever sentence it stands."), DEROGATORY_DO
    ),
    "derogatory-ridicule": Wording(
        DEROGATORY_TITLE,
        _("This makes people look ridiculous. Everyone must be able to trust this court."),
        DEROGATORY_DO,
    ),
    "derogatory-group": Wording(
        DEROGATORY_TITLE, _("This speaks with contempt of people, or of all who belong to a group."), DEROGATORY_DO
    ),
    "derogatory-told": Wording(
        DEROGATORY_TITLE,
        _("This repeats demeaning words, perhaps because a judgment or a lesson is about them."),
        _("Describe them instead, if you can. If readers must see the words, say why."),
    ),
    "attack-answered": Wording(
        ANSWER_TITLE,
        _("This defends the court or its judges against criticism. An answer feeds the quarrel, and it stays."),
        _("Leave it unsaid and ask for advice. If facts are wrong, correct them without the quarrel."),
    ),
    "attack-accuser": Wording(
        ANSWER_TITLE,
        _("This turns on those who criticise the court. Criticism of courts is free."),
        _("Leave it unsaid and ask for advice. If facts are wrong, correct them without naming anyone."),
    ),
    "attack-statement": Wording(
        _("A statement on an attack"),
        _("This looks like a statement of the president that answers criticism."),
        _("Say who approved this wording and when. If nobody has, ask for advice first."),
    ),
    "reply-argues": Wording(
        _("Argues with someone"),
        _("These words dispute what somebody wrote. A court explains its decisions in its decisions."),
        _("Point to the judgment or the page, and leave the argument out. Otherwise say why an answer is needed."),
    ),
    "reply-beyond-pointer": Wording(
        REPLY_TITLE,
        _("This answers a person with more than where to find a form, a page, an office or a time."),
        _("Point to the place where everyone finds it. If more must be said to this person, say why."),
    ),
    "personal-opinion": Wording(
        PERSONAL_TITLE, _("This is somebody's own view. On this account only the court speaks."), PERSONAL_DO
    ),
    "personal-voice": Wording(
        PERSONAL_TITLE, _("This is written in the first person. On this account only the court speaks."), PERSONAL_DO
    ),
    "personal-signature": Wording(
        PERSONAL_TITLE,
        _("This seems to be signed by a person. A post is the court's, whoever wrote it."),
        _("Take the name out. If readers need someone to turn to, give an office."),
    ),
    "personal-selfie": Wording(
        PERSONAL_TITLE,
        _("This reads like a snapshot of somebody's own. The account belongs to the court."),
        PERSONAL_DO,
    ),
    "tone-exclamation": Wording(
        TONE_TITLE,
        _("There are several exclamation marks. One is enough, and often none."),
        _("End these sentences with a full stop."),
    ),
    "tone-capitals": Wording(
        TONE_TITLE,
        _("Most of this is in capitals, which reads as shouting and is hard to read."),
        _("Use capitals where a sentence needs them."),
    ),
    "tone-emoji": Wording(
        TONE_TITLE,
        _("There are many emoji, or one that does not suit a court. A screen reader says each of them aloud."),
        _("Keep one or two at the end, or none."),
    ),
    "tone-slang": Wording(
        TONE_TITLE,
        _("These words are slang. Would they read properly aloud from the bench?"),
        _("Use plain words that everybody knows."),
    ),
    "tone-bait": Wording(
        TONE_TITLE,
        _("This asks for clicks or guesses. A court does not need them."),
        _("Say what happened or what is offered."),
    ),
}
