"""The list of posts: state, reference, title, kind, time and author, of the person's courts only."""

from __future__ import annotations

from typing import Any

import django_filters
from django.forms import CheckboxSelectMultiple as Boxes
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets import HeaderButton
from wagtail.snippets.views.snippets import HistoryView, IndexView

from cms.models import Post, Template
from cms.states import PostState
from cms.templatetags.praeco import state_sign
from cms.zones import offset_name
from publishing.ground.models import Court
from publishing.ground.rights import open_to
from publishing.kinds import Aim, Kind


class PostFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(label=gettext_lazy("State"), choices=PostState.choices, widget=Boxes)
    kind = django_filters.MultipleChoiceFilter(label=gettext_lazy("Kind"), choices=Kind.choices, widget=Boxes)
    aim = django_filters.MultipleChoiceFilter(label=gettext_lazy("Aim"), choices=Aim.choices, widget=Boxes)

    class Meta:
        model = Post
        fields = ("state", "kind", "aim")


class StateColumn(Column):
    def get_value(self, instance: Any) -> SafeString:
        return state_sign(instance.state)


class DueColumn(Column):
    def get_value(self, instance: Any) -> SafeString | str:
        if instance.due_at is None:
            return _("No time yet")
        local = instance.due_at.astimezone(instance.court.zone)
        return format_html(
            '<time datetime="{}">{}</time> <span class="pr-quiet">{}</span>',
            instance.due_at.isoformat(), format_date(local, "j M Y, H:i"), offset_name(local),
        )  # fmt: skip


class PostIndexView(IndexView):
    page_title = gettext_lazy("Posts")
    add_item_label = gettext_lazy("New post")
    default_ordering = "-created_at"
    filterset_class = PostFilterSet
    copy_url_name = inspect_url_name = delete_url_name = reorder_url_name = None

    def get_base_queryset(self) -> Any:
        posts = Post.objects.for_person(self.request.user).real()
        return posts.select_related("court", "author")

    @cached_property
    def columns(self) -> list[Column]:
        columns = [
            StateColumn("state", label=_("State"), sort_key="state"),
            self._title_column(),
            Column("reference", label=_("Reference"), sort_key="reference"),
            Column("get_kind_display", label=_("Kind"), sort_key="kind"),
            DueColumn("due_at", label=_("Goes out"), sort_key="due_at"),
            Column("author", label=_("Author")),
        ]
        courts = Court.objects.for_person(self.request.user).count()
        return [*columns, Column("court", label=_("Court"))] if courts > 1 else columns

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons: list[Any] = super().header_buttons
        courts = open_to("post_save_draft", self.request.user)
        if Template.objects.in_use().filter(court__in=courts).exists():
            url = reverse("templates:index")
            buttons = [*buttons, HeaderButton(_("New from a template"), url=url, icon_name="doc-full")]
        return buttons

    def _title_column(self) -> Column:
        return TitleColumn("title", label=_("Title"), sort_key="title", get_url=self.get_edit_url)

    def get_edit_url(self, instance: Any) -> str:
        return reverse("posts:edit", args=[instance.pk])


class PostHistoryView(HistoryView):
    permission_required = None
    any_permission_required = ("change", "view")
    revisions_view_url_name = revisions_revert_url_name = None
    revisions_compare_url_name = revisions_unschedule_url_name = None

    def get_base_object_queryset(self) -> Any:
        return Post.objects.for_person(self.request.user)
