"""The addresses of posts under Wagtail. Only the views that ask for the person's courts are mounted."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.forms import ComposerForm
from cms.models import Post

from .asking import AskView
from .composer import PostCreateView, PostEditView
from .listing import PostHistoryView, PostIndexView
from .live import LiveView
from .matters import MattersView
from .naming import NamedView
from .takeback import TakeBackView
from .talking import CommentDoneView, CommentView, QuestionView, SuggestionView

MOUNTED = ("list", "list_results", "add", "edit", "history", "history_results")


class PostViewSet(SnippetViewSet):
    model = Post
    icon = "edit"
    admin_url_namespace = "posts"
    base_url_path = "posts"
    add_to_admin_menu = True
    menu_name = "posts"
    menu_label = _("Posts")
    index_view_class = PostIndexView
    add_view_class = PostCreateView
    edit_view_class = PostEditView
    history_view_class = PostHistoryView
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No view learns the name of an address that is not mounted."""
        known: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        mounted = {self.get_url_name(name) for name in MOUNTED}
        return {key: value for key, value in known.items() if not key.endswith("_url_name") or value in mounted}

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        known: dict[str, Any] = super().get_edit_view_kwargs(**kwargs)
        for name in ("preview_url_name", "workflow_history_url_name", "confirm_workflow_cancellation_url_name"):
            known.pop(name, None)
        return known

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        known: dict[str, Any] = super().get_add_view_kwargs(**kwargs)
        known.pop("preview_url_name", None)
        return known

    def get_form_class(self, for_update: bool = False) -> type[ComposerForm]:
        return ComposerForm

    def get_edit_handler(self) -> None:
        return None

    def register_chooser_viewset(self) -> None:
        """No chooser: nothing points to a post."""

    def register_model_check(self) -> None:
        """No panels to check."""

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="list"),
            path("results/", self.index_results_view, name="list_results"),
            path("add/", self.add_view, name="add"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
            path("matters/", MattersView.as_view(), name="matters"),
            path("live/", LiveView.as_view(), name="live_new"),
            path("live/<int:pk>/", LiveView.as_view(), name="live"),
            path("ask/<int:pk>/", AskView.as_view(), name="ask"),
            path("take-back/<int:pk>/", TakeBackView.as_view(), name="take_back"),
            path("named/<int:pk>/", NamedView.as_view(), name="named"),
            path("question/<int:pk>/", QuestionView.as_view(), name="question"),
            path("comment/<int:pk>/", CommentView.as_view(), name="comment"),
            path("comment/<int:pk>/<uuid:comment>/done/", CommentDoneView.as_view(), name="comment_done"),
            path("suggestion/<int:pk>/<uuid:suggestion>/", SuggestionView.as_view(), name="suggestion"),
        ]
