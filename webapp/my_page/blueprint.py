"""The door to this room."""

from flask import Blueprint

bp = Blueprint("my_page", __name__, template_folder="templates")
