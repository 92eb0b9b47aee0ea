"""Every error that Sitrep raises on purpose.

    SitrepError              something is wrong that we foresaw; str() is one line that says what to do
    ├── UserError            a wrong command or argument; its words are shown to the asker
    ├── SettingsError        a wrong or missing setting; names the setting, the fault and an example
    ├── DocumentError        one document cannot be read or prepared; the others go on
    └── StoreError           the store cannot be used
        ├── StoreBusy        another process holds it
        └── StoreFull        no room left on the disk

Anything else that is raised is a defect and is not caught below `__main__` and `dispatch`.
"""

from __future__ import annotations


class SitrepError(Exception):
    """Foreseen; its text is one clear line."""


class UserError(SitrepError):
    """A wrong command or argument; `suggestion` is a command line that would work."""

    def __init__(self, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.suggestion = suggestion


class SettingsError(SitrepError):
    """A wrong or missing setting."""


class DocumentError(SitrepError):
    """One document that cannot be read or prepared; `reason` is said beside its name."""


class StoreError(SitrepError):
    """The store cannot be used."""


class StoreBusy(StoreError):
    """Another process holds the store for longer than we wait."""


class StoreFull(StoreError):
    """No room left on the disk; what was committed before is safe."""
