"""The pages behind personal links, and the ways to lift a visitor to her own device."""

from webapp.invitations.views import device as device
from webapp.invitations.views import landing as landing
from webapp.invitations.views import new_link as new_link
from webapp.invitations.views import room as room
from webapp.invitations.views.blueprint import bp as bp
