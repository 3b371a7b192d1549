"""The web server's entrance. It refuses to open when a system check finds an error, such as a missing key."""

import gc
import os

from django.core.checks import Error, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
application = get_wsgi_application()

if errors := [found for found in run_checks() if found.level >= Error("").level]:
    raise ImproperlyConfigured("\n".join(str(error) for error in errors))

gc.collect()
gc.freeze()  # what is loaded by now stays for good: to look through it again would stop all requests for 0.2 seconds
gc.set_threshold(10_000, 20, 20)  # a review makes many objects that are soon gone, and each look at the rest stops it
