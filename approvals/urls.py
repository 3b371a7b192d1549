"""Addresses below /admin/: decisions, the register, and questions about names."""

from django.urls import path

from .views import (
    catalogue,
    comparison,
    decisions,
    evaluations,
    hearings,
    homonyms,
    imports,
    matters,
    orders,
    panels,
    people,
    questions,
    quiet,
    roster,
    rulebook,
    rules,
    sources,
    sweep,
    talking,
)

decision_urls = (
    [
        path("", decisions.Queue.as_view(), name="queue"),
        path("<str:reference>/", decisions.Decision.as_view(), name="page"),
        path("<str:reference>/approve/", decisions.Approve.as_view(), name="approve"),
        path("<str:reference>/return/", decisions.Return.as_view(), name="return"),
        path("<str:reference>/stand-aside/", decisions.Recuse.as_view(), name="recuse"),
        path("<str:reference>/release-alone/", decisions.ReleaseAlone.as_view(), name="release_alone"),
        path("<str:reference>/take-back/", decisions.TakeBack.as_view(), name="take_back"),
        path("<str:reference>/comment/", talking.Comment.as_view(), name="comment"),
        path("<str:reference>/comments/<uuid:comment>/done/", talking.CommentDone.as_view(), name="comment_done"),
        path("<str:reference>/suggest/", talking.Suggest.as_view(), name="suggest"),
        path("<str:reference>/ask/", talking.Ask.as_view(), name="ask"),
    ],
    "decisions",
)

question_urls = (
    [
        path("", questions.Index.as_view(), name="index"),
        path("<uuid:pk>/", questions.Thread.as_view(), name="page"),
    ],
    "questions",
)

matter_urls = (
    [
        path("", matters.Register.as_view(), name="index"),
        path("imports/", imports.Imports.as_view(), name="imports"),
        path("imports/format/", imports.ImportFormat.as_view(), name="import_format"),
        path("imports/example/", imports.ImportExample.as_view(), name="import_example"),
        path("imports/export/", imports.Export.as_view(), name="export"),
        path("imports/<uuid:pk>/", imports.Import.as_view(), name="import"),
        path("source/", sources.Source.as_view(), name="source"),
        path("new/", matters.MatterNew.as_view(), name="new"),
        path("<uuid:pk>/", matters.MatterPage.as_view(), name="page"),
        path("<uuid:pk>/card/", matters.MatterCard.as_view(), name="card"),
        path("<uuid:pk>/history/", matters.MatterHistory.as_view(), name="history"),
        path("<uuid:pk>/edit/", matters.MatterEdit.as_view(), name="edit"),
        path("<uuid:pk>/panel/", panels.Panel.as_view(), name="panel"),
        path("<uuid:pk>/readers/", matters.MatterSeal.as_view(), name="seal"),
        path("<uuid:pk>/open/", matters.MatterUnseal.as_view(), name="unseal"),
        path("<uuid:pk>/parties/new/", people.PartyNew.as_view(), name="party_new"),
        path("<uuid:pk>/parties/<uuid:party>/edit/", people.PartyEdit.as_view(), name="party_edit"),
        path("<uuid:pk>/parties/<uuid:party>/reveal/", people.PartyReveal.as_view(), name="party_reveal"),
        path("<uuid:pk>/parties/<uuid:party>/protect/", people.PartyProtect.as_view(), name="party_protect"),
        path("<uuid:pk>/parties/<uuid:party>/open/", people.PartyOpen.as_view(), name="party_open"),
        path("<uuid:pk>/parties/<uuid:party>/remove/", people.PartyRemove.as_view(), name="party_remove"),
        path("<uuid:pk>/orders/new/", orders.OrderNew.as_view(), name="order_new"),
        path("<uuid:pk>/orders/<uuid:order>/edit/", orders.OrderEdit.as_view(), name="order_edit"),
        path("<uuid:pk>/orders/<uuid:order>/lift/", orders.OrderLift.as_view(), name="order_lift"),
        path("<uuid:pk>/orders/<uuid:order>/file/", orders.OrderFileNew.as_view(), name="order_file_new"),
        path("<uuid:pk>/orders/<uuid:order>/file/open/", orders.OrderFileOpen.as_view(), name="order_file_open"),
        path("<uuid:pk>/hearings/new/", hearings.HearingNew.as_view(), name="hearing_new"),
        path("<uuid:pk>/hearings/<uuid:hearing>/edit/", hearings.HearingEdit.as_view(), name="hearing_edit"),
        path("<uuid:pk>/hearings/<uuid:hearing>/cancel/", hearings.HearingCancel.as_view(), name="hearing_cancel"),
        path("docket-numbers/", rules.Rules.as_view(), name="rules"),
        path("docket-numbers/<slug:court>/", rules.Rules.as_view(), name="rules_court"),
        path("docket-numbers/<slug:court>/forms/", rules.RulesForms.as_view(), name="rules_forms"),
        path("docket-numbers/<slug:court>/new/", rules.PatternNew.as_view(), name="pattern_new"),
        path(
            "docket-numbers/<slug:court>/patterns/<uuid:pattern>/end/",
            rules.PatternEnd.as_view(),
            name="pattern_end",
        ),
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

guideline_urls = (
    [
        path("", catalogue.Index.as_view(), name="index"),
        path("<int:number>/", catalogue.Page.as_view(), name="page"),
    ],
    "guidelines",
)

sweep_urls = (
    [
        path("", sweep.Index.as_view(), name="index"),
        path("<uuid:pk>/withdraw/", sweep.Withdraw.as_view(), name="withdraw"),
        path("<uuid:pk>/leave/", sweep.Leave.as_view(), name="leave"),
    ],
    "sweep",
)

rule_urls = (
    [
        path("", rulebook.Index.as_view(), name="index"),
        path("<slug:court>/", rulebook.Index.as_view(), name="court"),
        path("<slug:court>/compare/", comparison.Comparison.as_view(), name="compare"),
        path("<slug:court>/packs/<slug:pack>/", rulebook.Pack.as_view(), name="pack"),
        path("<slug:court>/words/new/", rulebook.WordNew.as_view(), name="word_new"),
        path("<slug:court>/weights/new/", rulebook.WeightNew.as_view(), name="weight_new"),
        path("<slug:court>/bodies/new/", rulebook.BodyNew.as_view(), name="body_new"),
        path("<slug:court>/changes/<uuid:change>/end/", rulebook.RuleEnd.as_view(), name="end"),
        path("<slug:court>/trials/", evaluations.Trials.as_view(), name="trials"),
        path("<slug:court>/trials/<uuid:trial>/", evaluations.Trial.as_view(), name="trial"),
    ],
    "rules",
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

roster_urls = (
    [
        path("", roster.Week.as_view(), name="index"),
        path("<slug:court>/", roster.Week.as_view(), name="court"),
        path("<slug:court>/turns/new/", roster.TurnNew.as_view(), name="turn_new"),
        path("<slug:court>/turns/<uuid:pk>/end/", roster.TurnEnd.as_view(), name="turn_end"),
        path("<slug:court>/delegations/new/", roster.DelegationNew.as_view(), name="delegation_new"),
        path("<slug:court>/delegations/<uuid:pk>/end/", roster.DelegationEnd.as_view(), name="delegation_end"),
    ],
    "roster",
)
