"""Sentences of the checks on what is said of cases, keyed by `Finding.reason`."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from approvals.wordings.base import Wording

MERITS_TITLE = _("A view of an undecided case")
MERITS_DO = _("Take the judgement out. Where, when and how to attend may stay.")
GUILT_TITLE = _("Guilt before a final judgment")
GUILT_DO = _("Take it out. Say “the accused”, or what the charge is, and only where a notice needs it.")
KEPT_TITLE = _("It could prejudice a trial")
OTHER_TITLE = _("Not what the register has")
LEAK_TITLE = _("From the deliberations")
LEAK_DO = _("Take it out, and tell whoever keeps the secret of deliberations in your court where it came from.")
ORDER_TITLE = _("An order stands in the way")
ORDER_DO = _("Take it out, or use the exact words that the order allows. Ask the registry if you are not sure.")
JIGSAW_TITLE = _("Readers may work out who is meant")
JIGSAW_DO = _("Keep one detail at most. If all are needed, ask a registrar and write down who agreed.")

WORDINGS: Mapping[str, Wording] = {
    "merits-matter": Wording(
        MERITS_TITLE, _("These words judge or foretell %(matter)s, which the Court has yet to decide."), MERITS_DO
    ),
    "merits-case": Wording(
        MERITS_TITLE, _("These words judge or foretell a case that a court seems to be hearing now."), MERITS_DO
    ),
    "no-notice": Wording(
        _("More than a notice of a case"),
        _("This names %(matter)s and says nothing that a notice says: no date, place, step or claim of a party."),
        _("Keep to when, where and what was filed or decided. If it must stay, say why it is no view of the case."),
    ),
    "merits-poll": Wording(
        _("Readers are asked to judge"),
        _("This asks readers to guess or to vote how a case should end. A court does not play with its cases."),
        _("Take the question out, or link to a page on how such cases are decided."),
    ),
    "guilt-named": Wording(
        GUILT_TITLE, _("This word calls someone guilty while the case has no final judgment."), GUILT_DO
    ),
    "guilt-said": Wording(
        GUILT_TITLE, _("These words say that someone did it, while the case has no final judgment."), GUILT_DO
    ),
    "earlier-conviction": Wording(
        KEPT_TITLE,
        _("Earlier convictions or a bad name are told of someone whose case is not decided."),
        _("Take it out. What someone did before is no part of a notice on this case."),
    ),
    "confession": Wording(
        KEPT_TITLE,
        _("A confession, or something that those who judge may not hear, is told of a case that is not decided."),
        _("Take it out. Whatever may be used is said in the courtroom first."),
    ),
    "outcome-differs": Wording(
        OTHER_TITLE,
        _("This result is not the one that the register has for %(matter)s."),
        _("Compare it with the operative part. If the register is wrong, ask the registry to mend it first."),
    ),
    "outcome-two": Wording(
        _("Two results in one text"),
        _("This tells two results, and the register has only one of them for %(matter)s."),
        _("Say which result belongs to which claim or appeal, and confirm it as your reason."),
    ),
    "citation-differs": Wording(
        OTHER_TITLE,
        _("This citation differs in one number from that of %(matter)s."),
        _("Copy the citation from the register."),
    ),
    "vote-differs": Wording(
        OTHER_TITLE,
        _("These votes do not add up to the judges whom the register names for %(matter)s."),
        _("Compare the count with the judgment, and the bench with the register."),
    ),
    "deliberation": Wording(
        LEAK_TITLE, _("This seems to tell what judges said, think or plan while they deliberate."), LEAK_DO
    ),
    "vote-early": Wording(
        LEAK_TITLE, _("This tells how judges vote in %(matter)s before the judgment is given."), LEAK_DO
    ),
    "draft-attached": Wording(
        LEAK_TITLE, _("The name or description of this attachment says that it is a draft of a decision."), LEAK_DO
    ),
    "sealed-matter": Wording(ORDER_TITLE, _("Nothing may be published of %(matter)s."), ORDER_DO),
    "private-matter": Wording(ORDER_TITLE, _("The hearings of %(matter)s are private."), ORDER_DO),
    "postponed-matter": Wording(
        ORDER_TITLE,
        _("Reports of %(matter)s are postponed beyond the time of this post."),
        _("Take it out, or set the release to a time after the order ends."),
    ),
    "image-barred": Wording(
        ORDER_TITLE,
        _("No image may be published of %(matter)s."),
        _("Take out the picture and every promise of one."),
    ),
    "stream-barred": Wording(ORDER_TITLE, _("An order bars every stream of %(matter)s."), _("Take out the stream.")),
    "stream-unknown": Wording(
        _("A stream that the register does not know"),
        _("The register has no stream for %(matter)s."),
        _("Ask the registry. If it may be streamed, they enter that first."),
    ),
    "stream-closed": Wording(
        ORDER_TITLE,
        _("This promises a stream of a hearing that the public does not seem to be admitted to."),
        _("Take out the stream, or name the hearing that is public."),
    ),
    "jigsaw-matter": Wording(
        JIGSAW_TITLE, _("Two or more details here are among those that protect someone in %(matter)s."), JIGSAW_DO
    ),
    "jigsaw-history": Wording(
        JIGSAW_TITLE,
        _("With what these accounts said in the last thirty days, this may tell who is meant in %(matter)s."),
        JIGSAW_DO,
    ),
    "jigsaw-child": Wording(
        JIGSAW_TITLE,
        _("The age of a child in a case stands beside a school, a place or something rare."),
        JIGSAW_DO,
    ),
}
