"""The callable that any WSGI server boots for the desk face."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.desk.settings"

application = get_wsgi_application()
