"""The pages of sign-in. Importing them hangs them on the blueprint."""

from webapp.sign_in.views import account, accounts, door, doors, elsewhere, left_behind, log, parked, proof, welcome
from webapp.sign_in.views.blueprint import bp as bp

__all__ = ["account", "accounts", "bp", "door", "doors", "elsewhere", "left_behind", "log", "parked", "proof", "welcome"]
