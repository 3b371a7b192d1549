"""Run by django-q2."""

from django.utils import timezone

from analytics import services


def collect_readings() -> int:
    services.tallies_open()
    return services.readings_collect(now=timezone.now())
