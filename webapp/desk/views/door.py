"""The desk's blueprint, which every file of views here hangs its routes on."""

from flask import Blueprint

bp = Blueprint("desk", __name__, template_folder="../templates")
