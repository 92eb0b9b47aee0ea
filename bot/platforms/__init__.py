"""Where answers are shown.

Each folder has `connect.py`, which talks, and `render.py`, which is pure: Reply -> payload.
"""
