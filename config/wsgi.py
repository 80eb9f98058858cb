"""The application as the web server (gunicorn config.wsgi) sees it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# A page makes some ten thousand objects, and by default Python looks for garbage a dozen times
# while it draws one. Once a page is enough; much less often costs memory.
gc.set_threshold(10_000, 10, 10)
