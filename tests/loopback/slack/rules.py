"""Small rules from which the shapes of Block Kit are built. Each looks at a value and writes down what Slack would say.

A rule is called with the value, its JSON pointer and the list of findings; it adds to the list and returns nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Findings = list[str]
Rule = Callable[[Any, str, Findings], None]


def say(found: Findings, words: str, at: str) -> None:
    """Write down one objection, in Slack's form."""
    found.append(f"{words} [json-pointer:{at}]")


def anything(value: Any, at: str, found: Findings) -> None:
    """Accepts whatever is there."""


def boolean(value: Any, at: str, found: Findings) -> None:
    """Either true or false."""
    if not isinstance(value, bool):
        say(found, "must be a valid boolean", at)


def string(high: int | None = None, *, low: int = 0, pattern: str = "") -> Rule:
    """A string of `low` to `high` characters that the pattern matches whole."""

    def rule(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, str):
            say(found, "must be a string", at)
        elif len(value) < low:
            say(found, f"must be more than {low - 1} characters", at)
        elif high is not None and len(value) > high:
            say(found, f"must be less than {high + 1} characters", at)
        elif pattern and not re.fullmatch(pattern, value):
            say(found, "value does not match the required pattern", at)

    return rule


def number(low: int, high: int) -> Rule:
    """An integer from `low` to `high`."""

    def rule(value: Any, at: str, found: Findings) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            say(found, "must be an integer", at)
        elif not low <= value <= high:
            say(found, f"must be between {low} and {high}", at)

    return rule


def one_of(*values: str) -> Rule:
    """One of these words."""

    def rule(value: Any, at: str, found: Findings) -> None:
        if value not in values:
            say(found, f"must be one of: {', '.join(values)}", at)

    return rule


def items(rule: Rule, low: int, high: int) -> Rule:
    """A list of `low` to `high` values, each of which keeps the rule."""

    def every(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, list):
            say(found, "must be an array", at)
            return
        if len(value) < low:
            say(found, f"no less than {low} items allowed", at)
        if len(value) > high:
            say(found, f"no more than {high} items allowed", at)
        for place, item in enumerate(value):
            rule(item, f"{at}/{place}", found)

    return every


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others."""
    known = {**required, **(optional or {})}

    def rule(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, dict):
            say(found, "must be an object", at)
            return
        for name in required:
            if name not in value:
                say(found, f"missing required field: {name}", at)
        for name, inner in value.items():
            if name not in known:
                say(found, f"invalid additional property: {name}", at)
            else:
                known[name](inner, f"{at}/{name}", found)

    return rule


def by_type(table: Mapping[str, Rule], *, allowed: frozenset[str] | None = None) -> Rule:
    """An object whose `type` names its rule, of those that are allowed here."""
    names = allowed if allowed is not None else frozenset(table)

    def rule(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, dict):
            say(found, "must be an object", at)
        elif "type" not in value:
            say(found, "missing required field: type", at)
        elif not isinstance(value["type"], str) or value["type"] not in names:
            say(found, f"unsupported type: {value['type']}", f"{at}/type")
        else:
            table[value["type"]](value, at, found)

    return rule


def both(*rules: Rule) -> Rule:
    """Every one of the rules; a later one may count on what an earlier one demands."""

    def rule(value: Any, at: str, found: Findings) -> None:
        before = len(found)
        for each in rules:
            if len(found) == before:
                each(value, at, found)

    return rule


def exactly_one(*names: str) -> Rule:
    """An object has just one of these fields."""

    def rule(value: Any, at: str, found: Findings) -> None:
        if isinstance(value, dict) and sum(name in value for name in names) != 1:
            say(found, f"must define exactly one of: {', '.join(names)}", at)

    return rule


def at_least_one(*names: str) -> Rule:
    """An object has one of these fields or more."""

    def rule(value: Any, at: str, found: Findings) -> None:
        if isinstance(value, dict) and not any(name in value for name in names):
            say(found, f"must define either {' or '.join(f'`{name}`' for name in names)}", at)

    return rule


def union(*rules: Rule) -> Rule:
    """One rule or another holds; if none does, the objections of the first are given."""

    def rule(value: Any, at: str, found: Findings) -> None:
        tries: list[Findings] = []
        for each in rules:
            tries.append([])
            each(value, at, tries[-1])
            if not tries[-1]:
                return
        say(found, "failed to match all allowed schemas", at)
        found.extend(tries[0])

    return rule
