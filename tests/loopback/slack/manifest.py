"""Holds a Slack app manifest against its official JSON Schema (`slack_manifest_v2.json`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema.validators import validator_for


def problems(manifest: Any, schema: Path) -> list[str]:
    """What the schema objects to, each as `where: what`; an empty list if the manifest holds."""
    rules = json.loads(schema.read_text(encoding="utf-8"))
    validator = validator_for(rules)(rules)
    found = sorted(validator.iter_errors(manifest), key=lambda error: error.json_path)
    return [f"{error.json_path}: {error.message}" for error in found]
