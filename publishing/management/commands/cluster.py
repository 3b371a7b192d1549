"""manage.py cluster: only the part of the worker that does what need not be punctual."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django_q.cluster import Cluster

from publishing.ground.logs import catch_all
from publishing.supervisor import hold_lifeline


class Command(BaseCommand):
    help = "Do queued tasks. `worker` starts it together with a dispatcher."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lifeline", action="store_true", help="end when standard input closes")

    def handle(self, *args: Any, lifeline: bool, **options: Any) -> None:
        catch_all()
        cluster = Cluster()
        cluster.start()
        if lifeline:  # after the fork: a thread does not survive one
            hold_lifeline()
        cluster.sentinel.join()
