"""The rules of rules.yaml, read once and refused when wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

SHIPPED = Path(__file__).parent / "rules.yaml"
TASKS = ("course", "gk", "opening", "agenda", "staircase")
PARTS = {"version", "apart", "tasks"}
MOST_STEPS = 3


class RulesError(Exception):
    """The file cannot be used. The message names file and line in a sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is first, middle or last; `days` counts from the beginning of the task, and only for the first."""

    name: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Task -> its steps in order, and how many days a step in the middle keeps from its neighbours."""

    apart: int
    steps: Mapping[str, tuple[Step, ...]]


@cache
def shipped() -> Rules:
    return read(SHIPPED)


def read(path: Path) -> Rules:
    """Raises RulesError."""
    try:
        text = path.read_text("utf-8")
        node = yaml.compose(text, yaml.SafeLoader)
        found = yaml.safe_load(text)
    except OSError as fault:
        raise RulesError(f"{path.name}, rad 1: filen går inte att öppna.") from fault
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise RulesError(f"{path.name}, rad {line}: det här är inte text i UTF-8.") from fault
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise RulesError(f"{path.name}, rad {mark.line + 1 if mark else 1}: går inte att läsa.") from fault
    if again := next(_twice(node), None):
        raise RulesError(f"{path.name}, rad {again.start_mark.line + 1}: {again.value} står två gånger.")
    return _Reading(path.name, text.splitlines()).rules(found)


def _twice(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Words that stand twice in one place. YAML itself would take the last one without a word."""
    if isinstance(node, yaml.MappingNode):
        words = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        yield from (key for place, key in enumerate(words) if key.value in {one.value for one in words[:place]})
    if isinstance(node, yaml.CollectionNode):
        for part in node.value:
            for one in part if isinstance(part, tuple) else (part,):
                yield from _twice(one)


class _Reading:
    def __init__(self, name: str, lines: list[str]) -> None:
        self.name, self.lines = name, lines

    def rules(self, found: object) -> Rules:
        if not isinstance(found, dict) or set(found) != PARTS:
            strange = [str(word) for word in found if word not in PARTS] if isinstance(found, dict) else []
            raise self.wrong(strange[0] if strange else "", "här ska stå version, apart och tasks, och inget annat")
        if found["version"] != 1:
            raise self.wrong("version", "version ska vara 1")
        if not _days(found["apart"]):
            raise self.wrong("apart", "apart ska vara ett antal dagar, från 1 till 30")
        tasks = found["tasks"]
        if not isinstance(tasks, dict):
            raise self.wrong("tasks", "tasks ska vara en lista av uppgifter")
        if unknown := [name for name in tasks if name not in TASKS]:
            raise self.wrong(str(unknown[0]), f"{unknown[0]} är ingen uppgift; de heter {', '.join(TASKS)}")
        return Rules(found["apart"], {name: self.steps(name, task) for name, task in tasks.items()})

    def steps(self, name: str, task: object) -> tuple[Step, ...]:
        if not isinstance(task, dict) or set(task) != {"steps"} or not isinstance(task["steps"], list):
            raise self.wrong(name, f"{name} ska ha steps och inget annat")
        steps = tuple(self.step(name, step) for step in task["steps"])
        order = [("first", "middle", "last").index(step.name) for step in steps]
        if not steps or len(steps) > MOST_STEPS or order != sorted(set(order)):
            raise self.wrong(name, f"{name} ska ha first, middle och last i den ordningen, var och en högst en gång")
        return steps

    def step(self, name: str, step: object) -> Step:
        if step in ("middle", "last"):
            return Step(str(step))
        if isinstance(step, dict) and set(step) == {"first"} and _days(step["first"], least=0):
            return Step("first", step["first"])
        raise self.wrong(name, f"{name} har ett steg som inte är first: N, middle eller last")

    def wrong(self, word: str, sentence: str) -> RulesError:
        line = next((number for number, line in enumerate(self.lines, 1) if word and line.strip().startswith(f"{word}:")), 1)
        return RulesError(f"{self.name}, rad {line}: {sentence}.")


def _days(value: object, least: int = 1) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= 30
