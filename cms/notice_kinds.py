"""What people hear about templates and what recurs: names, references, times, reasons; never words of a template."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from publishing.ground.notice_kinds import Kind, Pace

KINDS = {
    "factor-changed": Kind(
        name=_("A change of your second factor"),
        subject=_("Your second factor was changed"),
        body=_(
            "A passkey or an app was added to your sign-in, or removed from it. If that was not you, tell an"
            " administrator of %(court)s now."
        ),
        link="security",
    ),
    "factor-reset": Kind(
        name=_("A reset of your second factor"),
        subject=_("Your sign-in was reset"),
        body=_(
            "An administrator of %(court)s has taken away your second factor and your password, because a device was"
            " lost. You are signed out everywhere. Choose a new password here, and a second factor when you sign in:"
        ),
        link="security",
    ),
    "template-proposed": Kind(
        name=_("A template that waits for you"),
        subject=_("The template “%(template)s” waits for your decision"),
        body=_("Somebody of %(court)s proposes a template for posts. Read it, and take it into use or refuse it."),
        link="templates:page",
        index="templates:index",
        pace=Pace.WINDOW,
    ),
    "template-in-use": Kind(
        name=_("A template that is in use"),
        subject=_("Your template “%(template)s” is in use"),
        body=_("A second person has taken it into use. Posts can be drafted from it."),
        link="templates:page",
        index="templates:index",
        pace=Pace.WINDOW,
    ),
    "template-refused": Kind(
        name=_("A template that was refused"),
        subject=_("Your template “%(template)s” was refused"),
        body=_("The reason stands on its page. You can propose it again, changed."),
        link="templates:page",
        index="templates:index",
        pace=Pace.WINDOW,
    ),
    "recurring-drafted": Kind(
        name=_("A recurring notice that was drafted"),
        subject=_("%(reference)s was drafted by a rule"),
        body=_(
            "A recurring notice for %(due)s, court time, was drafted. Nothing goes out before somebody reads it and"
            " submits it."
        ),
        link="posts:edit",
        index="recurring:index",
        pace=Pace.WINDOW,
    ),
    "recurring-lacking": Kind(
        name=_("A recurring notice that could not be drafted"),
        subject=_("A recurring notice for %(due)s could not be drafted"),
        body=_(
            "The register does not fill all its fields. Ask a registrar, or draft the post by hand. It is tried again"
            " until its time."
        ),
        link="recurring:page",
        index="recurring:index",
    ),
    "recurring-template": Kind(
        name=_("A recurring notice without a template"),
        subject=_("A recurring notice for %(due)s could not be drafted"),
        body=_("Its template is no longer in use. End the rule, and set one with another template."),
        link="recurring:page",
        index="recurring:index",
    ),
    "recurring-author": Kind(
        name=_("A recurring notice without an author"),
        subject=_("A recurring notice for %(due)s could not be drafted"),
        body=_("Whoever set the rule no longer writes posts for the court. A press officer can take it over."),
        link="recurring:page",
        index="recurring:index",
    ),
    "recurring-refused": Kind(
        name=_("A recurring notice that could not be stored"),
        subject=_("A recurring notice for %(due)s could not be drafted"),
        body=_("The draft could not be stored. Open the rule, look at its accounts, and save it again."),
        link="recurring:page",
        index="recurring:index",
    ),
}
