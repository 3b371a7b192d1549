"""python -m tests.chaos.victim [--point POINT] [--hasty]: a dispatcher that kills itself with SIGKILL at a named point.

The points are those of tests.chaos.crew. "In the request" is half-way through the answer's latency. `--hasty` leases
for seconds instead of a minute, so that what a death leaves in doubt is looked up soon.
"""

from __future__ import annotations

import argparse
import os
import threading
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.chaos.settings")
IN_THE_REQUEST = 0.1  # seconds after its begin


def hurry() -> None:
    """Before anything else reads these numbers."""
    from publishing.dispatcher import jobs

    jobs.DEADLINE, jobs.MARGIN = timedelta(seconds=4), timedelta(seconds=3)
    jobs.LEASE = jobs.DEADLINE + jobs.MARGIN
    from publishing.dispatcher import main

    main.RENEW = 1.0


def doom(point: str) -> None:
    from tests.chaos.crew import POINTS, fatal, kill_myself

    place, name, when = POINTS[point]
    act: Any = getattr(place, name)
    if when != "meanwhile":
        setattr(place, name, fatal(act, when, kill_myself))
        return

    def with_a_timer(*args: Any, **facts: Any) -> Any:
        threading.Timer(IN_THE_REQUEST, kill_myself).start()
        return act(*args, **facts)

    setattr(place, name, with_a_timer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--point", default="")
    parser.add_argument("--hasty", action="store_true")
    parser.add_argument("--slots", type=int, default=4)
    options = parser.parse_args()
    django.setup()
    if options.hasty:
        hurry()
    if options.point:
        doom(options.point)
    from publishing.dispatcher.main import Dispatcher
    from publishing.supervisor import on_signals

    dispatcher = Dispatcher(slots=options.slots)
    on_signals(dispatcher.stop)
    dispatcher.run()


if __name__ == "__main__":
    main()
