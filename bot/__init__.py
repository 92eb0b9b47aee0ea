"""Sitrep: a briefing bot for Slack and Discord that answers from a local store of prepared articles."""

__version__ = "0.1.0"
