"""What the forms of docket numbers are called, and what is said of a pattern that cannot be kept."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the `country` of the pack's rows, courts above the countries first.
COUNTRIES: Mapping[str, Promise] = {
    "eu": _("European Union"),
    "coe": _("European Court of Human Rights"),
    "icc": _("International Criminal Court"),
    "au-hpr": _("African Court on Human and Peoples’ Rights"),
    "africa": _("African countries with neutral citations"),
    "arab": _("Countries that write Arabic"),
    "ar": _("Argentina"),
    "au": _("Australia"),
    "at": _("Austria"),
    "be": _("Belgium"),
    "br": _("Brazil"),
    "ca": _("Canada"),
    "cl": _("Chile"),
    "cn": _("China"),
    "co": _("Colombia"),
    "hr": _("Croatia"),
    "fr": _("France"),
    "de": _("Germany"),
    "hk": _("Hong Kong"),
    "in": _("India"),
    "id": _("Indonesia"),
    "ie": _("Ireland"),
    "il": _("Israel"),
    "it": _("Italy"),
    "jp": _("Japan"),
    "ke": _("Kenya"),
    "my": _("Malaysia"),
    "mx": _("Mexico"),
    "nl": _("Netherlands"),
    "nz": _("New Zealand"),
    "ng": _("Nigeria"),
    "ph": _("Philippines"),
    "pl": _("Poland"),
    "pt": _("Portugal"),
    "ro": _("Romania"),
    "ru": _("Russia"),
    "sg": _("Singapore"),
    "za": _("South Africa"),
    "kr": _("South Korea"),
    "es": _("Spain"),
    "ch": _("Switzerland"),
    "tw": _("Taiwan"),
    "tr": _("Türkiye"),
    "ua": _("Ukraine"),
    "gb": _("United Kingdom"),
    "us": _("United States"),
}
ABOVE = ("eu", "coe", "icc", "au-hpr")  # a national court does not have their numbers on its register

NEUTRAL, ALL = _("Neutral citation"), _("Case number")
FORMS: Mapping[str, Promise] = {
    "uk-neutral": NEUTRAL,
    "uk-sc-id": _("Supreme Court case ID"),
    "ew-claim": _("High Court claim, England and Wales"),
    "ew-crown": _("Crown Court indictment, England and Wales"),
    "ew-family": _("Family case, England and Wales"),
    "us-scotus": _("Supreme Court docket"),
    "us-scotus-app": _("Supreme Court application"),
    "us-district": _("Federal district or bankruptcy docket"),
    "us-ny-index": _("New York index number"),
    "ca-neutral": NEUTRAL,
    "ca-scc-file": _("Supreme Court file"),
    "au-neutral": NEUTRAL,
    "nz": _("Neutral citation or file"),
    "ie": _("Neutral citation or record"),
    "sg": _("Neutral citation or case number"),
    "hk": _("Neutral citation or action"),
    "in-neutral": NEUTRAL,
    "in-case": _("Case type and number"),
    "in-cnr": _("CNR of the e-Courts"),
    "ke": _("Neutral citation or petition"),
    "za": _("Neutral citation or Constitutional Court case"),
    "ng": _("Supreme Court appeal"),
    "gh-ug-tz": NEUTRAL,
    "cjeu": _("Court of Justice or General Court"),
    "ecthr": _("Application"),
    "ecli": _("European Case Law Identifier"),
    "de-bverfg": _("Constitutional Court"),
    "de-gen": _("Case number of the other courts"),
    "at": _("Supreme Court, with its letter"),
    "ch": _("Federal Court"),
    "nl": _("Docket of the district courts"),
    "be": _("Court of Cassation"),
    "fr-cass": _("Appeal in cassation"),
    "fr-rg": _("General register (RG)"),
    "fr-ce": _("Council of State"),
    "fr-caa": _("Administrative courts of appeal"),
    "fr-cc": _("Constitutional Council"),
    "it-rg": _("General register (RG)"),
    "it-sent": _("Judgment or order"),
    "es-nig": _("General identification number (NIG)"),
    "es-sent": _("Judgment or order"),
    "es-proc": _("Proceedings by their kind"),
    "pt": ALL,
    "br-cnj": _("Unified number (CNJ), with check digits"),
    "br-stf": _("Class and number of the higher courts"),
    "ar": _("Federal file"),
    "cl": _("Rol, or RUC with its check digit"),
    "co-rad": _("Filing number of 23 digits"),
    "co-cc": _("Constitutional Court"),
    "mx": _("Proceedings before the Supreme Court"),
    "cn": ALL,
    "tw": ALL,
    "jp": ALL,
    "kr": ALL,
    "ru-arb": _("Commercial (arbitrazh) courts"),
    "ru-gen": _("General courts"),
    "ru-uid": _("Unique identifier"),
    "ua": _("Unified case number"),
    "tr": _("File, decision or application"),
    "arabic": _("Appeal or claim of a year"),
    "il": _("Supreme Court"),
    "id": ALL,
    "my": ALL,
    "ph": _("General Register (G.R.)"),
    "pl": ALL,
    "ro": _("File"),
    "hr": ALL,
    "icc": _("Case or situation"),
    "afchpr": _("Application"),
}

# By the reasons of approvals.domain.court_patterns.
PROBLEMS: Mapping[str, Promise] = {
    "empty": _("Enter this too."),
    "too-long": _("This is too long for one number. Enter a single number, and a pattern of at most 200 characters."),
    "no-digit": _("A docket number has at least one digit. Enter one as it stands on a file."),
    "unusable": _("This pattern cannot be read. Leave it empty, and one is made from the example."),
    "too-large": _("This pattern repeats too much to be fast in every text. Repeat less, such as {1,6}."),
    "takes-anything": _(
        "This also takes everyday words, dates, times or telephone numbers for a docket number. "
        "Add what makes yours different, such as the letters before it."
    ),
    "not-the-example": _(
        "The pattern does not take the whole example. Leave it empty, and one is made from the example."
    ),
    "not-in-a-sentence": _(
        "The pattern takes the example alone, but not in a sentence. Leave out signs such as ^ and $."
    ),
    "takes-the-near-miss": _(
        "The pattern takes this too. Enter a number that looks like yours and is none; "
        "small letters and missing spaces do not count."
    ),
}


def problem_words(reason: str) -> str:
    """What to tell a person, in the language in force."""
    return str(PROBLEMS[reason])
