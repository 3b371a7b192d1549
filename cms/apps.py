from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Editors' desk")

    def ready(self) -> None:
        from wagtail.admin.views.mixins import SpreadsheetExportMixin
        from wagtail.permissions import register_permission_policy

        from cms import confidence, notice_kinds, receivers, resealing, rights, ways  # noqa: F401 - one registers itself
        from cms.models import CourtImage, Post
        from cms.models.post import post_names
        from cms.models.templates import template_names
        from cms.policies import IMAGE_ACTS, POST_ACTS, CourtCollectionPolicy, CourtPolicy
        from cms.services import leaving
        from cms.signin import checks, saml_checks, trail  # noqa: F401 - they register themselves
        from publishing.ground.endings import endings_add
        from publishing.ground.notice_kinds import kinds_add
        from publishing.ground.rights import things_add
        from publishing.ground.subjects import subject_named

        # Exact classes: Wagtail's own apps become ready later and would overwrite the others.
        register_permission_policy(Post, CourtPolicy(Post, POST_ACTS, "court"), exact_class=True)
        images = CourtCollectionPolicy(CourtImage, IMAGE_ACTS, "collection__court")
        register_permission_policy(CourtImage, images, exact_class=True)
        SpreadsheetExportMixin.FORMATS = ()  # Wagtail's own tables know neither courts nor formulas: none is given
        receivers.connect()
        confidence.connect()
        ways.connect()
        things_add(rights.THINGS)
        subject_named("post", post_names)
        subject_named("template", template_names)
        kinds_add(notice_kinds.KINDS)
        endings_add(*leaving.ENDINGS)
