"""The pages of staff, one file for each kind of work. Importing them hangs them on the blueprint."""

from webapp.desk.blueprint import bp as bp
from webapp.desk.views import (
    cases,
    courses,
    endings,
    gk_after,
    gk_pairs,
    gk_request,
    gk_times,
    handing_over,
    links,
    messages,
    notices,
    paper,
    people,
    placement,
    plan,
    room,
    start,
    survey,
    survey_by_hand,
    survey_paper,
    survey_room,
)

__all__ = [
    "bp", "cases", "courses", "endings", "gk_after", "gk_pairs", "gk_request", "gk_times", "handing_over", "links", "messages", "notices",
    "paper", "people", "placement", "plan", "room", "start", "survey", "survey_by_hand", "survey_paper", "survey_room",
]  # fmt: skip
