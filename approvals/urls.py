"""Addresses below /admin/: decisions, the register, and questions about names."""

from django.urls import path

from .views import decisions, homonyms, matters, quiet

decision_urls = (
    [
        path("", decisions.Queue.as_view(), name="queue"),
        path("<str:reference>/", decisions.Decision.as_view(), name="page"),
        path("<str:reference>/approve/", decisions.Approve.as_view(), name="approve"),
        path("<str:reference>/return/", decisions.Return.as_view(), name="return"),
        path("<str:reference>/take-back/", decisions.TakeBack.as_view(), name="take_back"),
    ],
    "decisions",
)

matter_urls = (
    [
        path("", matters.Register.as_view(), name="index"),
        path("new/", matters.MatterNew.as_view(), name="new"),
        path("<uuid:pk>/", matters.MatterPage.as_view(), name="page"),
        path("<uuid:pk>/edit/", matters.MatterEdit.as_view(), name="edit"),
        path("<uuid:pk>/parties/new/", matters.PartyNew.as_view(), name="party_new"),
        path("<uuid:pk>/parties/<uuid:party>/reveal/", matters.PartyReveal.as_view(), name="party_reveal"),
        path("<uuid:pk>/parties/<uuid:party>/protect/", matters.PartyProtect.as_view(), name="party_protect"),
        path("<uuid:pk>/parties/<uuid:party>/remove/", matters.PartyRemove.as_view(), name="party_remove"),
        path("<uuid:pk>/orders/new/", matters.OrderNew.as_view(), name="order_new"),
        path("<uuid:pk>/orders/<uuid:order>/lift/", matters.OrderLift.as_view(), name="order_lift"),
    ],
    "matters",
)

homonym_urls = (
    [
        path("", homonyms.Names.as_view(), name="index"),
        path("<uuid:pk>/", homonyms.Question.as_view(), name="page"),
        path("alerts/<uuid:pk>/seen/", homonyms.AlertSeen.as_view(), name="alert_seen"),
    ],
    "homonyms",
)

quiet_urls = (
    [
        path("", quiet.Calendar.as_view(), name="index"),
        path("new/", quiet.QuietNew.as_view(), name="new"),
        path("mourning/", quiet.Mourning.as_view(), name="mourning"),
        path("<uuid:pk>/", quiet.PeriodPage.as_view(), name="page"),
        path("<uuid:pk>/confirm/", quiet.Confirm.as_view(), name="confirm"),
        path("<uuid:pk>/refuse/", quiet.Refuse.as_view(), name="refuse"),
        path("<uuid:pk>/withdraw/", quiet.Withdraw.as_view(), name="withdraw"),
        path("<uuid:pk>/end/", quiet.End.as_view(), name="end"),
    ],
    "quiet",
)
