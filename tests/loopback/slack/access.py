"""Who may call: tokens and scopes, and how a test takes them away while the bot runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import Refused

SCOPES = (
    "commands",
    "chat:write",
    "app_mentions:read",
    "im:history",
    "im:write",
    "channels:history",
    "channels:read",
    "files:write",
    "groups:history",
    "groups:read",
    "mpim:history",
    "mpim:read",
    "users:read",
)


@dataclass
class Access:
    """The app's secrets, all made up, and what they are good for."""

    bot_token: str = "xoxb-1-2-loopback"  # noqa: S105 - of this server alone
    app_token: str = "xapp-1-A0LOOPBACK-3-loopback"  # noqa: S105 - of this server alone
    signing_secret: str = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of this server alone
    scopes: set[str] = field(default_factory=lambda: set(SCOPES))
    refusal: str | None = None
    app_refusal: str | None = None

    def revoke(self, error: str = "token_revoked") -> None:
        """Take the bot token away; `account_inactive` and `invalid_auth` are other ways to say so."""
        self.refusal = error

    def revoke_app(self, error: str = "invalid_auth") -> None:
        """Take the app token away: no new socket can be had."""
        self.app_refusal = error

    def restore(self) -> None:
        """Both tokens hold again."""
        self.refusal = self.app_refusal = None

    def check(self, token: str, *, app: bool = False) -> None:
        """Refuse a call whose token is missing, wrong, of the other kind, or revoked."""
        wanted, refusal = (self.app_token, self.app_refusal) if app else (self.bot_token, self.refusal)
        if not token:
            raise Refused("not_authed")
        if token in (self.bot_token, self.app_token) and token != wanted:
            raise Refused("not_allowed_token_type")
        if token != wanted:
            raise Refused("invalid_auth")
        if refusal:
            raise Refused(refusal)

    def need(self, *scopes: str) -> None:
        """Refuse when none of these scopes was granted; no scope at all is always enough."""
        if scopes and not self.scopes.intersection(scopes):
            raise Refused("missing_scope", needed=scopes[0], provided=",".join(sorted(self.scopes)))
