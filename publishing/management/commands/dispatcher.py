"""manage.py dispatcher: only the part of the worker that sends."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from publishing.dispatcher.lanes import SLOTS
from publishing.dispatcher.main import Dispatcher
from publishing.ground.logs import catch_all
from publishing.supervisor import hold_lifeline, on_signals


class Command(BaseCommand):
    help = "Send what is due. `worker` starts it together with a cluster."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slots", type=int, default=SLOTS, help="how many requests at a time to one server")
        parser.add_argument("--lifeline", action="store_true", help="end when standard input closes")

    def handle(self, *args: Any, slots: int, lifeline: bool, **options: Any) -> None:
        catch_all()
        dispatcher = Dispatcher(slots=slots)
        on_signals(dispatcher.stop)
        if lifeline:
            hold_lifeline(dispatcher.stop)
        dispatcher.run()
