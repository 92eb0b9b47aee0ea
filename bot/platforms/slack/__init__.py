"""Slack: `connect.py` talks, `render.py` is pure (Reply -> payload) and owns every length limit of the platform."""
