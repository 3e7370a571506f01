"""The pages behind personal links, and the ways to lift a visitor to her own device."""

from webapp.invitations.views import device as device
from webapp.invitations.views import landing as landing
from webapp.invitations.views import link_again as link_again
from webapp.invitations.views import room as room
from webapp.invitations.views.blueprint import bp as bp
