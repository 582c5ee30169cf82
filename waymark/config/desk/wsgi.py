"""The callable that any WSGI server boots for the desk face."""

import os

from django.core.wsgi import get_wsgi_application

from waymark.config.tidying import Tidied

os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.desk.settings"

application = Tidied(get_wsgi_application())
