"""What a reminder says, in short sentences that mean nothing to somebody who reads over a shoulder."""

from collections.abc import Collection
from datetime import datetime

from webapp.language import t
from webapp.language.dates import clock_time, long_day


def sentences(meetings: Collection[datetime], rules: Collection[str], survey: bool) -> list[str]:
    """The first meeting, then whether there is something to do. Which of several things it is is not said.

    A page that has to be opened first comes before what is on it.
    """
    said = []
    if meetings:
        first = min(meetings)
        said.append(t("reminder.meeting", "Du har en tid {day} klockan {time}.", day=long_day(first), time=clock_time(first)))
    if survey or "staircase" in rules:
        said.append(t("reminder.task", "Du kan svara på frågor, om du vill."))
    elif "agenda" in rules and "opening" not in rules:
        said.append(t("reminder.agenda", "Du kan välja vad du vill prata om."))
    if "opening" in rules:
        said.append(t("reminder.opening", "Du kan öppna din sida när du vill."))
    if "later" in rules and not said:
        said.append(t("reminder.later", "Du bad oss påminna dig."))
    return said
