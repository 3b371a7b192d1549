"""What each check is called, and what it looks for in one sentence. Its guidelines stand in the check itself."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from approvals.wordings.base import Text


class Named(NamedTuple):
    """A check as people call it."""

    title: Text
    what: Text


CHECKS: Mapping[str, Named] = {
    "pending-case": Named(
        _("Cases that are not decided"),
        _("Words that point to a matter of the register which is still open."),
    ),
    "merits-comment": Named(_("Views on the merits"), _("Praise, blame or a forecast beside a case.")),
    "fair-trial": Named(
        _("Guilt before the verdict"),
        _("Words that make a living person guilty, or tell of earlier convictions."),
    ),
    "embargo": Named(_("Embargoes"), _("A result, or a hint at it, before the judgment may be known.")),
    "restricted-identity": Named(_("Protected names"), _("Any spelling of a name that an order or the law protects.")),
    "jigsaw-identification": Named(
        _("Details that add up"),
        _("Age, school, place or trade which together tell who somebody is."),
    ),
    "reporting-restriction": Named(
        _("Reporting restrictions"),
        _("Words or pictures on a matter of which an order forbids them."),
    ),
    "outcome-mismatch": Named(
        _("Another result than the register's"),
        _("A result, citation or vote that differs from the register."),
    ),
    "deliberation-leak": Named(
        _("What belongs in chambers"),
        _("Drafts, votes and talk of a bench that has not yet spoken."),
    ),
    "unknown-docket": Named(
        _("Mistyped docket numbers"),
        _("A number of the court's form that its register does not have."),
    ),
    "party-contact": Named(
        _("Contact with parties"),
        _("Mentions, answers and tags that reach a party, its counsel or a witness."),
    ),
    "reply-debate": Named(_("Debates"), _("Answers that argue instead of showing the way.")),
    "legal-advice": Named(_("Legal advice"), _("Telling one reader what to do in their own case.")),
    "solicits-case-info": Named(
        _("Asking for case details in public"),
        _("Inviting people to post numbers, names or papers."),
    ),
    "third-party-amplification": Named(
        _("Lending a voice to others"),
        _("Reposts, tags, links and hashtags of campaigns."),
    ),
    "political-endorsement": Named(_("Politics"), _("Support for a candidate, a party or a side in a vote.")),
    "policy-opinion": Named(_("Views on contested questions"), _("Praise or blame of a law or a reform.")),
    "derogatory": Named(_("Insults"), _("Words that make people small, wherever they stand.")),
    "respond-to-attack": Named(_("Answers to attacks"), _("A court that defends itself against criticism.")),
    "commercial-promotion": Named(_("Advertising"), _("Prices, discounts, sponsors and books for sale.")),
    "personal-voice": Named(_("A personal voice"), _("First person, signature or feelings where the court speaks.")),
    "tone": Named(_("Tone"), _("Shouting, slang, bait and too many signs.")),
    "judge-privacy": Named(_("The private life of judges"), _("Home, family, health, faith or routine of a judge.")),
    "geolocation": Named(
        _("Where somebody is"),
        _("A place in the data of a picture, or the present place of a judge, juror or witness."),
    ),
    "personal-data": Named(
        _("Personal data"),
        _("Numbers of papers and accounts, private telephones and addresses, dates of birth."),
    ),
    "image-consent": Named(_("People in pictures"), _("Recognisable people without a recorded consent.")),
    "link-safety": Named(_("Links"), _("Short, false or unprotected addresses.")),
    "social-login": Named(
        _("Signing in with a social profile"),
        _("A service of the court that is entered through a network."),
    ),
    "hidden-text": Named(_("Hidden characters"), _("Signs that nobody sees, and letters that only look alike.")),
    "quiet-period": Named(_("Quiet periods"), _("A time in which the court says only what cannot wait.")),
    "date-mismatch": Named(
        _("Dates that cannot be"),
        _("A weekday, a “tomorrow” or a holiday that does not fit the day."),
    ),
    "accessible-media": Named(
        _("Pictures and videos for everybody"),
        _("Missing descriptions, captions and readable hashtags."),
    ),
    "language-parity": Named(_("All languages alike"), _("A missing version, or versions whose facts differ.")),
    "plain-language": Named(_("Plain language"), _("Terms of art and sentences that only lawyers follow.")),
    "ai-disclosure": Named(_("Made by a machine"), _("Pictures and drafts of a generator that do not say so.")),
}  # fmt: skip
