"""Every voice of the product: the Swedish stands where it is spoken, the other languages in translations/."""

from webapp.language.marks import isolate, lines
from webapp.language.voice import LazyText, lazy, speaking, spoken_locale, t, tn

__all__ = ["LazyText", "isolate", "lazy", "lines", "speaking", "spoken_locale", "t", "tn"]
