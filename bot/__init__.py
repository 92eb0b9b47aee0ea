"""Sitrep: a briefing bot for Slack and Discord that answers from a local store of prepared articles."""

__version__ = "0.1.0"

# Set in the environment, for worker processes too, when the program was called with --debug.
DEBUG = "SITREP_DEBUG"
