"""Turns a YAML block into a flow. Conditions are checked while reading, so they can only look back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.flows.engine.anonymous import check_anonymous
from webapp.flows.engine.definition import Ask, Flow, Legal, Say, Step, When
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.faults import DefinitionError, Fault
from webapp.surveys.engine.library import Library
from webapp.surveys.engine.plain import Plain, canonical, fingerprint
from webapp.surveys.engine.questions import One, Pass, Question, Sign, read_question
from webapp.surveys.engine.source import from_text
from webapp.surveys.engine.words import Words

#: Names that would collide with the places of other texts of a flow.
_RESERVED = frozenset({"title", "legal"})
_EFFECT = re.compile(r"[a-z_]+\.[a-z_]+", re.ASCII)


def read_flow(block: Block, surveys: Library, *, published: bool = False) -> Flow:
    """A flow as a file defines it. Its faults are in the block's list. A rule of today does not judge what is published."""
    key = block.id("flow")
    known = block.block("knows")
    knows = {fact: known.ids(fact) for fact in known.keys()} if known else {}  # noqa: SIM118 - a block is no dict
    reader = _Reader(key, knows, surveys)
    source = canonical(_whole(block, surveys))
    flow = Flow(
        key=key,
        version=block.number("version"),
        title=block.words("title", f"{key}.title"),
        draft=block.flag("draft"),
        pin=block.flag("pin"),
        anonymous=block.flag("anonymous"),
        knows=knows,
        legal=_legal(block.block("legal"), key),
        steps=tuple(step for item in block.blocks("steps") if (step := reader.step(item))),
        source=source,
        sha256=fingerprint(source),
    )
    check_anonymous(block, flow, surveys, published=published)
    if flow.legal is None and any(isinstance(ask.question, Sign) for ask in flow.asks):
        block.fault("legal", "somebody signs in this flow, but there is no text to sign.")
    block.close()
    return flow


def read_source(source: str, surveys: Library) -> Flow:
    """A version of old, as `Flow.source` kept it, whatever the surveys have become since."""
    faults: list[Fault] = []
    block = from_text(source, "published", faults)
    flow = read_flow(block, surveys, published=True) if block else None
    if flow is None or faults:
        raise DefinitionError(faults)
    return flow


@dataclass
class _Reader:
    """Remembers what has been asked so far in the flow."""

    flow: str
    knows: Mapping[str, tuple[str, ...]]
    surveys: Library
    asked: dict[str, Question] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def step(self, block: Block) -> Step | None:
        """One step, if it can be made out."""
        if block.has("say") == block.has("ask"):
            block.fault("", "a step either says or asks.")
            return None
        step = self._say(block) if block.has("say") else self._ask(block)
        if step is not None:
            block.close()
        return step

    def _say(self, block: Block) -> Say:
        key = self._key(block, "say")
        return Say(key, block.words("text", f"{self.flow}.{key}.text"), self._when(block, "when"))

    def _ask(self, block: Block) -> Ask | None:
        key, when = self._key(block, "ask"), self._when(block, "when")
        question = self._question(block, key)
        if question is None:
            return None
        ask = Ask(
            key=key,
            question=question,
            when=when,
            who=block.maybe_id("who"),
            effect=self._effect(block),
            replies=self._replies(block, key, question),
            offer=self._offer(block, question),
            survey=block.maybe_id("survey"),
            survey_version=self._survey_version(block),
            otherwise=self._otherwise(block, key, when),
        )
        self.asked[key] = question
        return ask

    def _key(self, block: Block, kind: str) -> str:
        key = block.id(kind)
        if key in self.taken:
            block.fault(kind, f"the step “{key}” stands here twice.")
        if key in self.knows or key in _RESERVED:
            block.fault(kind, f"“{key}” already means something else in this flow.")
        self.taken.add(key)
        return key

    def _question(self, block: Block, key: str) -> Question | None:
        if not block.has("survey"):
            return read_question(block, key, f"{self.flow}.{key}")
        survey, kept = block.id("survey"), block.block("question")
        if kept:
            kept.keys()
            return read_question(kept, key, f"{survey}.{key}")
        try:
            question = self.surveys.get(survey, block.number("survey_version") if block.has("survey_version") else None).question(key)
        except KeyError:
            block.fault("survey", f"there is no question “{key}” in a survey “{survey}”.")
            return None
        if question.unconfirmed:
            block.fault("survey", f"the wording of “{key}” is not confirmed, so it cannot be asked.")
        return question

    def _survey_version(self, block: Block) -> int | None:
        if not block.has("survey"):
            return None
        return block.number("survey_version") if block.has("survey_version") else self.surveys.get(block.id("survey")).version

    def _when(self, block: Block, key: str) -> When:
        conditions = block.block(key)
        return When({name: self._words(conditions, name) for name in conditions.keys()} if conditions else {})  # noqa: SIM118

    def _words(self, block: Block, name: str) -> tuple[str, ...]:
        words = block.ids(name)
        if name in self.asked:
            possible = self.asked[name].condition_words()
        elif name in self.knows:
            possible = self.knows[name]
        else:
            block.fault(name, f"“{name}” has not been asked before this step, and is no fact that the flow knows.")
            return words
        for word in words:
            if word and word not in possible:
                block.fault(name, f"“{name}” is never “{word}”; it can be {', '.join(possible)}.")
        return words

    def _otherwise(self, block: Block, key: str, when: When) -> Pass | None:
        written = block.block("otherwise")
        if written is None:
            return None
        if not when.wanted:
            block.fault("otherwise", f"“{key}” is asked of everybody, so nobody goes past it.")
        page = Pass.from_block(written, key, f"{self.flow}.otherwise")
        written.close()
        return page

    def _effect(self, block: Block) -> str | None:
        if not block.has("effect"):
            return None
        effect = block.text("effect")
        if not _EFFECT.fullmatch(effect):
            block.fault("effect", "an effect is called room.act, like “consent.decide”.")
        return effect

    def _replies(self, block: Block, key: str, question: Question) -> dict[str, Words]:
        place = f"{self.flow}.{key}.reply"
        if not block.branches("reply"):
            return {"": block.words("reply", place)} if block.has("reply") else {}
        replies = block.block("reply")
        words = replies.keys() if replies else []
        for word in words:
            if replies and word not in question.condition_words():
                replies.fault(word, f"nobody can answer “{word}”; it can be {', '.join(question.condition_words())}.")
        return {word: replies.words(word, f"{place}.{word}") for word in words if replies}

    def _offer(self, block: Block, question: Question) -> dict[str, When]:
        offers = block.block("offer")
        if offers is None:
            return {}
        keys = [option.key for option in question.options] if isinstance(question, One) else []
        offered = {option: self._when(offers, option) for option in offers.keys()}  # noqa: SIM118
        for option in offered.keys() - set(keys):
            offers.fault(option, f"there is no option “{option}” to offer.")
        if keys and not set(keys) - offered.keys():
            block.fault("offer", "at least one option must always be offered.")
        return offered


def _legal(block: Block | None, flow: str) -> Legal | None:
    if block is None:
        return None
    owner = block.text("owner")
    title = block.words("title", f"{flow}.legal.title", official=True)
    text = block.words("text", f"{flow}.legal.text", official=True)
    block.close()
    return Legal(owner, title, text, fingerprint(f"{title.text}\n\n{text.text}"))


def _whole(block: Block, surveys: Library) -> Plain:
    """What is written, with the questions of surveys where they are asked."""
    written = block.plain()
    steps = written.get("steps")
    for step in steps if isinstance(steps, list) else []:
        if isinstance(step, dict) and "survey" in step and "question" not in step:
            _put_in_question(step, surveys)
    return written


def _put_in_question(step: dict[str, Plain], surveys: Library) -> None:
    version = step.get("survey_version")
    try:
        survey = surveys.get(str(step["survey"]), version if isinstance(version, int) else None)
    except KeyError:
        return  # said where the step is read
    asked = [question for question in json.loads(survey.source)["questions"] if question["id"] == step.get("ask")]
    step["question"] = asked[0] if asked else None
    step["survey_version"] = survey.version
