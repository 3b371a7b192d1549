"""What a finding says to people: its title, why it was found, and what to do. Keyed by `Finding.reason`.

No text prints a protected name: a screen shows the author's own characters by the finding's span.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.domain.findings import Finding
from approvals.wordings import cases, conduct, facts, people
from approvals.wordings.base import Text, Wording
from publishing.kinds import Kind


class Description(NamedTuple):
    """The three sentences of one finding, in the reader's language."""

    title: str
    why: str
    what_to_do: str


PENDING_TITLE = _("A case that is not decided")
PENDING_DO = _("Keep to where, when and how to attend. Say in your own words why this notice is needed now.")
EARLY_TITLE = _("Under embargo")
EARLY_DO = _("Take it out, or release this after the embargo of %(matter)s has lifted.")
PERSONAL_TITLE = _("Personal data")
HIDDEN_TITLE = _("Hidden or misleading characters")
HIDDEN_DO = _("Choose “Take out the hidden characters”, then read the text once more.")
DOCKET_TITLE = _("Perhaps a mistyped docket number")
QUIET_TITLE = _("In a quiet period")
ALT_TITLE = _("Picture %(number)s cannot be heard")
ALT_DO = _("Write one sentence that says what the picture shows and why it matters here.")

WORDINGS: Mapping[str, Wording] = {
    "protected-name": Wording(
        _("May name a protected person"),
        _("These words may name someone protected in %(matter)s."),
        _("Take them out, or ask a registrar whether this is someone else."),
    ),
    "name-cleared": Wording(
        _("Cleared by a registrar"),
        _("These words meet a protected name in %(matter)s. A registrar has answered that it is someone else."),
        _("The answer holds in this sentence only. Every other one is checked anew."),
    ),
    "pending-listed": Wording(
        PENDING_TITLE,
        _("This announces %(matter)s, which is not decided. A list or notice may do so."),
        _("Check room, date and time against the register. Add nothing about the case itself."),
    ),
    "pending-docket": Wording(PENDING_TITLE, _("This number is that of %(matter)s, which is not decided."), PENDING_DO),
    "pending-title": Wording(PENDING_TITLE, _("This is the title of %(matter)s, which is not decided."), PENDING_DO),
    "pending-party": Wording(
        PENDING_TITLE,
        _("This may name someone in %(matter)s, which is not decided."),
        _("If it is someone else, say so as your reason. Otherwise keep to where, when and how to attend."),
    ),
    "outcome-early": Wording(
        EARLY_TITLE, _("This tells a result of %(matter)s before its judgment may be known."), EARLY_DO
    ),
    "outcome-foretold": Wording(
        EARLY_TITLE,
        _("This foretells a result while the judgment in %(matter)s may not be known."),
        _("Take it out. Announce only that a judgment will be given, where the notice is public."),
    ),
    "hint-early": Wording(
        EARLY_TITLE, _("This hints at a result of %(matter)s before its judgment may be known."), EARLY_DO
    ),
    "judgment-early": Wording(
        EARLY_TITLE,
        _("This publishes the judgment in %(matter)s before its embargo lifts."),
        _("Set the release to the time at which the embargo lifts, or later."),
    ),
    "judgment-address-early": Wording(
        EARLY_TITLE, _("This address leads to the judgment in %(matter)s, which may not be known yet."), EARLY_DO
    ),
    "notice-not-public": Wording(
        EARLY_TITLE,
        _("The time of the judgment in %(matter)s is not public on the register."),
        _("Ask the registrar whether the notice may be public before you announce it."),
    ),
    "identity-number": Wording(
        PERSONAL_TITLE,
        _("This is a valid number of an identity paper. Anyone can use it against its holder."),
        _("Take it out. Never publish such a number, not even in part."),
    ),
    "bank-number": Wording(
        PERSONAL_TITLE,
        _("This is a valid number of an account or a card."),
        _("Take it out, and link to the payment page of the Court instead."),
    ),
    "private-phone": Wording(
        PERSONAL_TITLE,
        _("This number seems to ring one person, not an office."),
        _("Give the number of the office, or link to the contact page."),
    ),
    "personal-mail": Wording(
        PERSONAL_TITLE,
        _("This address seems to belong to one person, not to an office."),
        _("Give an address of the Court, or link to the contact page."),
    ),
    "birth-date": Wording(
        PERSONAL_TITLE,
        _("This gives a person's full date of birth."),
        _("Take it out. The year or the age is enough, if it matters at all."),
    ),
    "home-address": Wording(
        PERSONAL_TITLE,
        _("This seems to tell where a person lives."),
        _("Take it out. Name the town only where a public record does."),
    ),
    "person-life": Wording(
        PERSONAL_TITLE,
        _("This tells of the health, the faith or the means of one person."),
        _("Take it out. The Court says nothing of this about anybody."),
    ),
    "hidden-character": Wording(
        HIDDEN_TITLE, _("A character that nobody can see (%(codepoint)s) stands inside a word."), HIDDEN_DO
    ),
    "direction-override": Wording(
        HIDDEN_TITLE,
        _("A hidden sign (%(codepoint)s) turns the direction of these words, so that they read differently."),
        _("Choose “Take out the hidden characters”, then check every address in the text."),
    ),
    "tag-characters": Wording(HIDDEN_TITLE, _("These characters carry words that only machines read."), HIDDEN_DO),
    "mixed-scripts": Wording(
        HIDDEN_TITLE,
        _("This word mixes letters of two alphabets that look alike. Searches will not find it."),
        HIDDEN_DO,
    ),
    "docket-unknown": Wording(
        DOCKET_TITLE,
        _("This reads as a docket number of the Court, and no matter on its register has it."),
        _("Compare it with the register. If it is the number of another court, leave it."),
    ),
    "docket-check-digits": Wording(
        DOCKET_TITLE,
        _("The check digits of this number are wrong, so at least one of its digits is."),
        _("Copy the number from the register."),
    ),
    "alt-missing": Wording(ALT_TITLE, _("Picture %(number)s has no alternative text."), ALT_DO),
    "alt-file-name": Wording(ALT_TITLE, _("The alternative text of picture %(number)s is a file name."), ALT_DO),
    "alt-says-nothing": Wording(
        ALT_TITLE, _("The alternative text of picture %(number)s does not say what it shows."), ALT_DO
    ),
    "alt-image-of": Wording(
        _("Picture %(number)s says twice that it is a picture"),
        _("Screen readers already say that it is a picture."),
        _("Begin with what the picture shows."),
    ),
    "captions-missing": Wording(
        _("A video cannot be read"),
        _("The video has no captions. People who cannot hear it are left out."),
        _("Add captions that a person has checked."),
    ),
    "hashtag-case": Wording(
        _("A hashtag runs its words together"),
        _("Screen readers say a hashtag as one word unless each of its words begins with a capital."),
        _("Write each word with a capital, such as #OpenJusticeDay."),
    ),
    "quiet": Wording(
        QUIET_TITLE,
        _("Its time lies in the quiet period “%(period)s” of this court. It ends %(until)s."),
        _("Choose a time from then on. If it cannot wait, say in your own words why."),
    ),
    "quiet-strict": Wording(
        QUIET_TITLE,
        _("Its time lies in the quiet period “%(period)s” of this court, which is strict. It ends %(until)s."),
        _("Choose a time from then on, or another kind if the post is of one that still goes out."),
    ),
    "quiet-accounts": Wording(
        QUIET_TITLE,
        _("For %(accounts)s its time lies in the quiet period “%(period)s”. It ends %(until)s."),
        _("Leave that account out, or choose a time from then on. If it cannot wait, say in your own words why."),
    ),
    "quiet-strict-accounts": Wording(
        QUIET_TITLE,
        _("For %(accounts)s its time lies in the quiet period “%(period)s”, which is strict. It ends %(until)s."),
        _("Leave that account out, or choose a time from then on."),
    ),
    "quiet-late": Wording(
        _("It could slip into a quiet period"),
        _("If its time is missed, it may still go out within the quiet period “%(period)s”."),
        _("Let it wait for a person if its time is missed, allow fewer minutes, or choose an earlier time."),
    ),
    "check-failed": Wording(
        _("A check could not run"),
        _("The check %(check)s did not come to its end. Until it does, nothing can be sent."),
        _("You can save, not submit. Try again; if it stays, tell an administrator."),
    ),
    "too-long": Wording(
        _("Too long to check"),
        _("All versions and descriptions together have more than %(most)s characters. The checks read no more."),
        _("Shorten the text, or make two posts of it."),
    ),
    "too-many": Wording(
        _("Found again and again"),
        _("The check %(check)s found something in more places than it shows."),
        _("Mend those that it shows, or write the text anew. Then it looks at the rest."),
    ),
    **cases.WORDINGS,
    **conduct.WORDINGS,
    **people.WORDINGS,
    **facts.WORDINGS,
}
UNKNOWN = Wording(
    _("Found by a check"),
    _("The check %(check)s found something that this version cannot explain."),
    _("Ask an administrator before you go on."),
)
DEFAULTS = {"number": "1", "codepoint": "", "period": "", "accounts": "", "until": "", "most": ""}
DEFAULTS |= {"day": "", "language": "", "count": "", "instead": ""}

# What a quiet period may leave out, called as the composer calls it. Closures and emergencies are never held up.
EXEMPTABLE: Mapping[str, Text] = {
    kind: label for kind, label in Kind.choices if kind not in (Kind.CLOSURE, Kind.EMERGENCY)
}


def describe(finding: Finding, hidden: Collection[str] = ()) -> Description:
    """What to tell people about one finding, in the language in force.

    `hidden` are the codes of sealed matters that the reader may not read, who is told that it is one and whom to ask.
    """
    wording = WORDINGS.get(finding.reason, UNKNOWN)
    check = gettext("of this post") if finding.code == "check-failed" else finding.code
    sealed = finding.matter in hidden
    params = DEFAULTS | {"matter": matter_said(finding.matter, sealed=sealed), "check": check} | finding.params
    title, why, todo = (str(text) % (params | _readable(params)) for text in wording)
    return Description(title, why, f"{todo} {gettext('Ask a registrar: the matter is sealed.')}" if sealed else todo)


def matter_said(code: str, *, sealed: bool) -> str:
    """How a sentence calls a matter: by its code, unless it is sealed to whoever reads the sentence."""
    return gettext("a sealed matter") if sealed else gettext("matter %(code)s") % {"code": code}


matter_lazily = lazy(matter_said, str)  # said in the language in which it is read


def _readable(params: Mapping[str, str]) -> dict[str, str]:
    """Times as people write them, in the zone in which the check gave them."""
    formats = {"until": "DATETIME_FORMAT", "day": "l, DATE_FORMAT"}
    given = {name: params[name] for name in formats if params.get(name)}
    return {name: _written(datetime.fromisoformat(text), formats[name]) for name, text in given.items()}


def _written(moment: datetime, form: str) -> str:
    return ", ".join(date_format(moment, part) for part in form.split(", "))
