"""The application as the web server (gunicorn config.wsgi) sees it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# A page makes some ten thousand objects, so by default Python looks for garbage a dozen times while
# it draws one. Once in a few pages is enough: a list is ready in 5/6 of the time.
gc.set_threshold(50_000, 50, 100)
