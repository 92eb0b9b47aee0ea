"""Holds request bodies against Discord's official description, where its file is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from .errors import Form

Schema = dict[str, Any]
MOST_FAULTS = 5


class Description:
    """Validators by operation, each made when it is first needed. Without a file everything passes."""

    def __init__(self, file: File | None) -> None:
        document = json.loads(file.read_text("utf-8")) if file is not None else {"paths": {}}
        self._paths: dict[str, Any] = _joined(document, document, {})["paths"] if file is not None else {}
        self._known: dict[tuple[str, str], Any] = {}

    def check(self, method: str, route: str, body: Any) -> None:
        """Refuse a body that the operation's schema does not take."""
        key = (method, route)
        if key not in self._known:
            self._known[key] = self._validator(method, route)
        validator = self._known[key]
        if validator is None:
            return
        form = Form()
        for error, _ in zip(validator.iter_errors(body), range(MOST_FAULTS), strict=False):
            form.wrong(tuple(error.absolute_path), f"DESCRIPTION_{str(error.validator).upper()}", error.message[:300])
        form.settle()

    def _validator(self, method: str, route: str) -> Any:
        operation = self._paths.get(route, {}).get(method.lower(), {})
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return None if schema is None else Lenient(schema)


def _joined(document: Schema, node: Any, seen: dict[str, Any]) -> Any:
    """The description with every reference replaced by what it stands for, so that none is looked up again."""
    if isinstance(node, list):
        return [_joined(document, item, seen) for item in node]
    if not isinstance(node, dict):
        return node
    name = node.get("$ref")
    if not isinstance(name, str):
        return {key: _joined(document, value, seen) for key, value in node.items()}
    if name not in seen:
        target: Any = document
        for step in name.removeprefix("#/").split("/"):
            target = target[step]
        seen[name] = {}
        seen[name].update(_joined(document, _relaxed(name, target), seen))
    return seen[name]


def _relaxed(name: str, target: Schema) -> Schema:
    # The description wants identifiers as text; the API takes whole numbers too, and the SDK sends both.
    if name.endswith("/SnowflakeType"):
        return {"type": ["string", "integer"], "pattern": target["pattern"]}
    return target


def _union(validator: Any, options: list[Schema], instance: Any, schema: Schema) -> Iterator[ValidationError]:
    """One of several: by its `type` where each option names one, which is fast and says what is wrong."""
    kind = instance.get("type") if isinstance(instance, dict) else None
    named = [(option, option.get("properties", {}).get("type", {}).get("enum")) for option in options]
    fitting = [option for option, kinds in named if kinds and kind in kinds]
    if len(fitting) == 1:
        yield from validator.descend(instance, fitting[0])
    elif not any(validator.evolve(schema=option).is_valid(instance) for option in options):
        yield ValidationError(f"{str(instance)[:200]} is none of what is taken here")


Lenient = validators.extend(Draft202012Validator, {"oneOf": _union, "anyOf": _union})
