"""The closed lists from which a post is described."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    HEARING_LIST = "hearing-list", _("Hearing list")
    LIVESTREAM = "livestream", _("Live stream")
    HANDDOWN_NOTICE = "handdown-notice", _("Hand-down notice")
    JUDGMENT = "judgment", _("Judgment")
    CLOSURE = "closure", _("Closure")
    EMERGENCY = "emergency", _("Emergency")
    SERVICE_UPDATE = "service-update", _("Service update")
    EDUCATION = "education", _("Education")
    STATISTICS = "statistics", _("Statistics")
    VACANCY = "vacancy", _("Vacancy")
    APPOINTMENT = "appointment", _("Appointment")
    EVENT = "event", _("Event")
    CORRECTION = "correction", _("Correction")
    SCAM_WARNING = "scam-warning", _("Scam warning")
    OBITUARY = "obituary", _("Obituary")


class Aim(models.TextChoices):
    ACCESS = "access", _("Access to justice")
    ADMINISTRATION = "administration", _("Judicial administration")
    ACCOUNTABILITY = "accountability", _("Accountability")
    TRANSPARENCY = "transparency", _("Transparency")
    TRUST = "trust", _("Trust, understanding, respect")
