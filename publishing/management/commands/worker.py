"""manage.py worker: a dispatcher and a cluster, kept running until Ctrl-C or SIGTERM."""

from typing import Any

from django.core.management.base import BaseCommand

from publishing.ground.logs import catch_all
from publishing.supervisor import Supervisor, on_signals


class Command(BaseCommand):
    help = "Send what is due, and do what need not be punctual. Any number may run. Ctrl-C ends it in order."

    def handle(self, *args: Any, **options: Any) -> None:
        catch_all()
        supervisor = Supervisor()
        on_signals(supervisor.stop)
        supervisor.run()
