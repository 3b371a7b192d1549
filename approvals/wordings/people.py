"""Sentences of the checks on people, contact and trade, keyed by `Finding.reason`."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from approvals.wordings.base import Wording

WORDINGS: Mapping[str, Wording] = {
    "social-login": Wording(
        _("Signing in with a social profile"),
        _("This offers to enter a service of the court with a profile of a social network, which learns who does."),
        _("Name the court's own way to sign in. If this one must stay, say why, and who weighed the risk."),
    ),
    "legal-advice-prospect": Wording(
        _("Advice on somebody's own case"),
        _("This foretells how a person's case would end. A court that says so has taken a side before hearing it."),
        _("Take it out. Say where advice is to be had: a lawyer, an advice centre, legal aid."),
    ),
    "legal-advice-remedy": Wording(
        _("Advice on somebody's own case"),
        _("This tells a person what to do in a dispute. A court that may have to decide it advises neither side."),
        _("Say what anybody may do, how and by when, or link the general guide. Leave the choice to the reader."),
    ),
    "legal-advice-rights": Wording(
        _("Advice on somebody's own case"),
        _("This says what the law gives one person in their own matter. That is for a lawyer, or a judge in court."),
        _("Link the general guide, or say where advice is to be had. Leave this person's matter out."),
    ),
    "solicits-public": Wording(
        _("Asks for details of a case"),
        _("This asks people to give details of themselves or of a case where others, or the network, can read them."),
        _("Name the court's own form, counter or telephone, and ask people not to post such details here."),
    ),
    "solicits-reply": Wording(
        _("Asks for details of a case"),
        _("This asks a person for details of themselves or of a case here, and names no protected way to give them."),
        _("Link the court's own form, or name the counter or telephone that looks it up."),
    ),
    "commercial-offer": Wording(
        _("Trade and advertising"),
        _("This sells, discounts or gives something away. A court lends its voice to nobody's trade."),
        _("Take the offer out. Fees, fines and free entry may be named, without the words of a shop."),
    ),
    "commercial-link": Wording(
        _("A link that sells"),
        _("This address is that of a shop, or carries the mark by which somebody is paid for sending readers."),
        _("Link the court's own page, or a page without these marks."),
    ),
    "commercial-praise": Wording(
        _("Trade and advertising"),
        _("This recommends or thanks a business, or says who paid. Its rivals and its opponents in court read it too."),
        _("Take the praise out. Where a supplier must be named, say only what visitors need."),
    ),
    "party-contact-reply": Wording(
        _("Contact with people of a case"),
        _("This answers or passes on somebody who takes part in %(matter)s."),
        _("Do not answer here. Ask the registrar, who tells the other side if anything must be said."),
    ),
    "party-contact-mention": Wording(
        _("Contact with people of a case"),
        _("This handle is that of somebody who takes part in %(matter)s: the network tells them, and others see it."),
        _("Take the handle out. In a list of hearings a name without a handle is enough."),
    ),
    "party-contact-named": Wording(
        _("Contact with people of a case"),
        _("This speaks to somebody who takes part in %(matter)s, or thanks or praises them."),
        _("Take it out. The court speaks to both sides in court, and nowhere else."),
    ),
    "amplify-repost": Wording(
        _("Carries another voice further"),
        _("This passes on what an account outside the court's list has said. Readers take it as the court's own view."),
        _("Say it in the court's own words, ask that the account be put on the list, or say why it must be shared."),
    ),
    "amplify-mention": Wording(
        _("Carries another voice further"),
        _("This names an account outside the court's list, and sends readers there."),
        _("Take the handle out, ask that the account be put on the list, or say why it must be named."),
    ),
    "amplify-link": Wording(
        _("A link to somebody else"),
        _("This address belongs neither to the court nor to a public body."),
        _("Link an official source, or say who stands behind this page and why readers need it."),
    ),
    "amplify-campaign": Wording(
        _("A campaign"),
        _("This belongs to a campaign, a collection or a movement. The court may have to judge what it asks for."),
        _("Take it out, or say why the court must use these words."),
    ),
    "amplify-side": Wording(
        _("A hashtag that takes a side"),
        _("This hashtag asks for an outcome, or bears the name of somebody in a case."),
        _("Take it out. A docket number or the court's own hashtag leads readers to the same news."),
    ),
    "judge-home": Wording(
        _("A judge's private life"),
        _("This tells where a judge lives, or when and how the judge goes about. It helps those who would do harm."),
        _("Take it out. Say at most when and where the judge sits or speaks in public."),
    ),
    "judge-life": Wording(
        _("A judge's private life"),
        _("This tells of a judge's family, health, faith or time off. It serves no purpose of the court."),
        _("Take it out, or keep to office, training and work."),
    ),
    "picture-place": Wording(
        _("A picture that tells where it was taken"),
        _("Picture %(number)s still carries the place at which it was taken."),
        _("Take the picture out, and add a copy of it that carries no place."),
    ),
    "live-place": Wording(
        _("Tells where somebody is"),
        _("This tells where a judge, a juror or a witness is at this moment, or where they stay."),
        _("Take the place out, or release this after the event."),
    ),
}
