"""Every error that Sitrep raises on purpose.

    SitrepError              something is wrong that we foresaw; str() is one line that says what to do
    ├── UserError            a wrong command or argument; its words are shown to the asker
    │   └── NotAllowed       not for this asker, not here, or not so often
    ├── SettingsError        a wrong or missing setting; names the setting, the fault and an example
    ├── DocumentError        one document cannot be read or prepared; the others go on
    ├── FetchError           an address gave nothing that can be used; later it may
    │   └── FetchRefused     an address that is not to be fetched, by our rules or by its site's; later is no better
    ├── PlatformError        a platform cannot be reached or used
    │   └── PlatformDenied   it refuses our credentials; trying again at once would not help
    ├── DrawingError         a chart could not be drawn; the answer comes without it
    └── StoreError           the store cannot be used
        ├── StoreBusy        another process holds it
        ├── StoreFull        no room left on the disk
        └── BuildLost        the index that was being built was ended or taken over by another process

Anything else that is raised is a defect and is not caught below `__main__` and `dispatch`.
"""

from __future__ import annotations


class SitrepError(Exception):
    """Foreseen; its text is one clear line."""


class UserError(SitrepError):
    """A wrong command or argument; `suggestion` is a command line that would work, `option` the one at fault."""

    def __init__(self, message: str, suggestion: str | None = None, option: str | None = None) -> None:
        super().__init__(message)
        self.suggestion = suggestion
        self.option = option


class NotAllowed(UserError):
    """Not for this asker, not here, or not so often; nothing is wrong with the command itself."""


class SettingsError(SitrepError):
    """A wrong or missing setting."""


class DocumentError(SitrepError):
    """One document that cannot be read or prepared; `reason` is said beside its name."""


class FetchError(SitrepError):
    """An address gave nothing that can be used; the text begins with the address."""


class FetchRefused(FetchError):
    """An address that is not to be fetched: it is none, it leads to a refused place, or robots.txt forbids it."""


class DrawingError(SitrepError):
    """A chart that could not be drawn; its words say why."""


class PlatformError(SitrepError):
    """A platform cannot be reached or used."""


class PlatformDenied(PlatformError):
    """A platform refuses our credentials; the text names the setting."""


class StoreError(SitrepError):
    """The store cannot be used."""


class StoreBusy(StoreError):
    """Another process holds the store for longer than we wait."""


class StoreFull(StoreError):
    """No room left on the disk; what was committed before is safe."""


class BuildLost(StoreError):
    """An index that was being built was ended, or another process has taken over its building."""
