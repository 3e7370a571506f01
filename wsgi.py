"""What a WSGI server loads: `waitress-serve wsgi:app`. Everything it needs stands in the environment."""

import os
import sys

from webapp import Unfit, create_app
from webapp.config import Settings
from webapp.turns import Turns

#: The database and everything else written here is closed to other users.
os.umask(0o077)

try:
    app = create_app(Settings.from_environment())
    app.wsgi_app = Turns(app.wsgi_app)  # type: ignore[method-assign]
except Unfit as fault:
    sys.exit(str(fault))
