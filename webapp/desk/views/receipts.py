"""What staff are told after a form: that it was done."""

from webapp.desk.blueprint import bp
from webapp.language import LazyText, lazy, receipts
from webapp.language.receipts import say as say

LINES: dict[str, LazyText] = {
    "saved": lazy("desk.done.saved", "Ändringarna är sparade."),
    "added": lazy("desk.done.added", "Deltagaren är tillagd."),
    "added-all": lazy("desk.done.added-all", "Deltagarna är tillagda."),
    "link-sent": lazy("desk.done.link-sent", "Länken skickas nu. I listan står hur det går."),
    "link-replaced": lazy("desk.done.link-replaced", "Länken är bytt. Den gamla öppnar ingenting."),
    "messages-paused": lazy("desk.done.messages-paused", "Meddelandena är pausade."),
    "messages-resumed": lazy("desk.done.messages-resumed", "Meddelanden skickas igen."),
    "meeting-sent": lazy("desk.done.meeting-sent", "Mötet skickas nu. På sidan står hur det går."),
    "words-gone": lazy("desk.done.words-gone", "De orden gäller inte längre. Be personen visa två nya ord."),
    "words-right": lazy("desk.done.words-right", "Klart. Be personen trycka Fortsätt."),
    "answer-saved": lazy("desk.done.answer-saved", "Svaret är sparat."),
    "placement-saved": lazy("desk.done.placement-saved", "Skattningen är sparad."),
    "meeting-moved": lazy("desk.done.meeting-moved", "Träffen är flyttad."),
    "gk-saved": lazy("desk.done.gk-saved", "Mötet är sparat."),
    "gk-requested": lazy("desk.done.gk-requested", "Begäran om GK är skickad. Handläggarna ser den i sin lista."),
    "gk-cancelled": lazy("desk.done.gk-cancelled", "Det är avbokat. Inget meddelande skickas, så ring om mötet skulle ha varit snart."),
    "gk-gone": lazy("desk.done.gk-gone", "Mötet är redan avbokat eller har börjat."),
    "pair-published": lazy("desk.done.pair-published", "Tiderna är utlagda."),
    "pair-taken-back": lazy("desk.done.pair-taken-back", "Tiderna är borttagna."),
    "pair-is-booked": lazy("desk.done.pair-is-booked", "Tiderna hann bli bokade och står kvar."),
    "pair-gone": lazy("desk.done.pair-gone", "Tiderna hann bli bokade eller borttagna."),
    "pair-booked": lazy("desk.done.pair-booked", "Båda mötena är bokade."),
    "plan-saved": lazy("desk.done.plan-saved", "Planen är sparad. Deltagaren ser den på sin sida."),
    "protected": lazy("desk.done.protected", "Uppgifterna är skyddade."),
    "ended": lazy("desk.done.ended", "Ärendet är avslutat."),
    "case-handed-over": lazy("desk.done.case-handed-over", "Ärendet är överlämnat. Du ser det inte längre."),
    "course-handed-over": lazy("desk.done.course-handed-over", "Kursen är överlämnad. Du ser den inte längre."),
    "times-saved": lazy("desk.done.times-saved", "Tiderna är sparade."),
    "survey-opened": lazy("desk.done.survey-opened", "Enkäten är öppen."),
    "survey-closed": lazy("desk.done.survey-closed", "Enkäten är stängd."),
    "course-made": lazy("desk.done.course-made", "Kursen är upplagd."),
}


@bp.app_context_processor
def receipt() -> dict[str, object]:
    """`receipt()` for staff pages: the line that waits, which is then gone."""
    return {"receipt": receipts.line}
