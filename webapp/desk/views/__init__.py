"""The pages of staff: one blueprint, one file for each kind of work. A views file imports `bp` from here."""

from flask import Blueprint

bp = Blueprint("desk", __name__, template_folder="../templates")
