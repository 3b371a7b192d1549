"""Sentences of the checks on dates, languages, pictures and links, keyed by `Finding.reason`."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from approvals.wordings.base import Wording

LINK_TITLE = _("A link with a risk")
FAKE_DO = _("Take it out. Where it must be shown, write it so that nobody can follow it: example[.]com.")
CONSENT_TITLE = _("Picture %(number)s shows people")
DATE_TITLE = _("A date that does not fit")
DATE_DO = _("Compare it with a calendar and correct it. If it is right as it stands, say why.")
VERSION_TITLE = _("The languages say different things")

WORDINGS: Mapping[str, Wording] = {
    "link-look-alike": Wording(
        _("Looks like an address of the court, and is not"),
        _("Readers take this address for the court’s own. It differs by a few letters, or borrows the name."),
        FAKE_DO,
    ),
    "link-fake": Wording(
        _("A fraudulent address that works"),
        _("The text says that this address is not genuine. Whoever touches it goes there all the same."),
        FAKE_DO,
    ),
    "link-short": Wording(
        LINK_TITLE,
        _("A short link hides where it goes. Whoever runs it can send readers elsewhere, and sees who follows it."),
        _("Put the whole address in its place."),
    ),
    "link-money": Wording(
        LINK_TITLE,
        _("Money or a password is asked for at an address that is none of the court’s own."),
        _("Lead to a page of the court. If this address belongs to the court, ask the administrator to add it."),
    ),
    "link-credentials": Wording(
        LINK_TITLE,
        _("This address carries a password, a key or a session. Everyone who sees it can use it."),
        _("Take the address from a window in which nobody is signed in, and have the key withdrawn."),
    ),
    "link-number": Wording(
        LINK_TITLE,
        _("This address is a number. Readers cannot tell whose it is."),
        _("Use an address with the court’s name."),
    ),
    "link-port": Wording(
        LINK_TITLE,
        _("This address leads to an unusual door of a computer, as addresses for tests do."),
        _("Use the public address of the page."),
    ),
    "link-not-encrypted": Wording(
        LINK_TITLE,
        _("This address is not encrypted: others can read or change what travels."),
        _("Write https:// and try whether it opens. If it does not, lead to another page."),
    ),
    "link-scheme": Wording(
        LINK_TITLE,
        _("This is no address of a page: it could start something on the reader’s device."),
        _("Use an address that begins with https://."),
    ),
    "link-turned": Wording(
        LINK_TITLE,
        _("Hidden signs turn this address round, so that it reads as another."),
        _("Delete the address and type it anew."),
    ),
    "link-tracking": Wording(
        _("A link that follows its readers"),
        _("The end of this address tells others who came from this post."),
        _("Take the tracking parameters out. The link works without them."),
    ),
    "consent-missing": Wording(
        CONSENT_TITLE,
        _("People are to be seen, and nobody has recorded that they agreed."),
        _("Ask them and record their consent, or choose another picture. Otherwise say why it may be shown."),
    ),
    "consent-never": Wording(
        CONSENT_TITLE,
        _("Jurors, witnesses, screens or papers are to be seen. Consent does not make up for the harm."),
        _("Choose another picture, or crop it. If nothing can be recognised or read, say so."),
    ),
    "people-unsaid": Wording(
        _("Who is in picture %(number)s?"),
        _("Nobody has said yet whether people are to be seen in it."),
        _("Say it beside the picture. It takes one tick, also where nobody is to be seen."),
    ),
    "consent-alt": Wording(
        CONSENT_TITLE,
        _("Its text speaks of people, but nobody is named as seen, and no consent is recorded."),
        _("Say beside the picture who is to be seen and whether they agreed, or say why it may be shown."),
    ),
    "ai-unlabelled": Wording(
        _("Picture %(number)s was made by a machine"),
        _("It was made or changed by AI, and does not say so where it is seen."),
        _("Write on or under the picture that AI made it, and tick that it is labelled. Otherwise say why not."),
    ),
    "ai-person": Wording(
        _("Picture %(number)s invents people"),
        _("A picture made by AI shows a judge, a party or someone else who exists, doing what never happened."),
        _("Use a photograph with consent, or a drawing that shows nobody who exists."),
    ),
    "ai-unread": Wording(
        _("Made by a machine, and not checked"),
        _("The text says that a machine wrote or translated it and that nobody has checked it."),
        _("Have someone who knows the matter read it, then say who did. Keep the note that a machine helped."),
    ),
    "weekday-wrong": Wording(DATE_TITLE, _("This day of the week and this date do not belong together."), DATE_DO),
    "relative-wrong": Wording(
        DATE_TITLE,
        _("This post goes out on %(day)s. On that day, the word and the date beside it do not fit."),
        _("Write the date alone, or change the word or the time of publication. If it is right, say why."),
    ),
    "date-past": Wording(
        DATE_TITLE,
        _("This date is over when the post goes out, yet it is spoken of as still to come."),
        DATE_DO,
    ),
    "date-impossible": Wording(DATE_TITLE, _("There is no such day in the calendar."), DATE_DO),
    "time-impossible": Wording(_("A time that does not exist"), _("No clock shows this time on that day."), DATE_DO),
    "calendars-differ": Wording(DATE_TITLE, _("The dates in two calendars are not the same day."), DATE_DO),
    "language-missing": Wording(
        _("A language is missing"),
        _("This court owes its readers this in %(language)s too, and there is no such version."),
        _("Add the version, or say why it comes later and when."),
    ),
    "language-other": Wording(
        _("Another language than it says"),
        _("This version is meant to be in %(language)s. It does not read like that."),
        _("Put the right text in, or change the language. If it is right, say so."),
    ),
    "version-date": Wording(VERSION_TITLE, _("A date stands in one version and not in the other."), _("Compare both.")),
    "version-number": Wording(
        VERSION_TITLE, _("A number or a time stands in one version and not in the other."), _("Compare both.")
    ),
    "version-link": Wording(
        VERSION_TITLE, _("An address stands in one version and not in the other."), _("Compare both.")
    ),
    "jargon": Wording(
        _("A word that few know"),
        _("Readers who never studied law stop at this word."),
        _("Say it in everyday words, or explain it in brackets."),
    ),
    "jargon-say": Wording(
        _("A word that few know"),
        _("Readers who never studied law stop at this word."),
        _("You could write: %(instead)s."),
    ),
    "long-sentence": Wording(
        _("A long sentence"),
        _("This sentence has %(count)s words. Few readers keep the beginning of it in mind."),
        _("Make two or three of it."),
    ),
    "long-sentence-characters": Wording(
        _("A long sentence"),
        _("This sentence has %(count)s characters. Few readers keep the beginning of it in mind."),
        _("Make two or three of it."),
    ),
    "acronyms": Wording(
        _("Short forms that are not explained"),
        _("This post uses several short forms without their full names."),
        _("Write the full name once, with the short form in brackets."),
    ),
}
