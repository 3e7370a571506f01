"""What a WSGI server loads: `waitress-serve wsgi:app`. Everything it needs stands in the environment."""

from webapp import create_app
from webapp.config import Settings

app = create_app(Settings.from_environment())
