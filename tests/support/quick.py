"""What every new app in a test would do again, done once in a process: nothing of it depends on the installation."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class _Remembered(BytecodeCache):
    """Compiled templates. Jinja asks again for one whose text has changed."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


class _Later(Rule):
    """A route that prepares to write its address when an address is first asked for."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., Any]:
        prepare, name = super()._compile_builder, "_build_unknown" if append_unknown else "_build"

        def first(rule: Rule, *given: Any, **named: Any) -> Any:
            build = prepare(append_unknown).__get__(rule, None)
            setattr(rule, name, build)
            return build(*given, **named)

        return first


_TEMPLATES = _Remembered()
Flask.url_rule_class = _Later


def remember_templates(app: Flask) -> None:
    app.jinja_env.bytecode_cache = _TEMPLATES
