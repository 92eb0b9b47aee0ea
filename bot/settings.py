"""Every setting, read from the environment and `.env`; a wrong value is one line that names it and gives an example.

Imports the core alone. Secrets are `SecretStr`, so that neither a log line nor an error can show them.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.core.errors import SettingsError

EXAMPLES = {
    "STORE_URL": "sqlite:///data/sitrep.db",
    "TIMEZONE": "Asia/Seoul",
    "HTTP_PORT": "8080",
    "DIGEST_MIN_SECONDS": "300",
    "DIGESTS_BY": "members",
    "FETCH_PRIVATE": "false",
    "LOG_LEVEL": "INFO",
    "LOG_FORMAT": "text",
    "ADMINS": "discord:123,slack:U456",
    "DISCORD_GUILD_IDS": "1234567890,2345678901",
    "DISCORD_API_URL": "https://discord.com/api/v10",
    "SLACK_API_URL": "https://slack.com/api/",
}
STORE = re.compile(r"sqlite:///.+")
API = re.compile(r"https?://\S+/v\d+")
ADMIN = re.compile(r"(discord|slack|terminal):\w+")


def _parts(value: object) -> object:
    """A comma-separated setting as a tuple of its parts."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Parts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_parts)]


class Settings(BaseSettings):
    """The settings of one process; field names in upper case are the names of the variables."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True
    )

    discord_token: SecretStr | None = None
    discord_api_url: str = "https://discord.com/api/v10"
    discord_guild_ids: Parts = ()
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    store_url: str = "sqlite:///data/sitrep.db"
    sources: Parts = ()
    admins: Parts = ()
    home_workspaces: Parts = ()
    answer_in: Parts = ()
    digest_min_seconds: int = Field(default=300, ge=1)
    digests_by: Literal["members", "admins"] = "members"
    timezone: str = "UTC"
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    fetch_private: bool = False
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("store_url")
    @classmethod
    def _known_store(cls, value: str) -> str:
        if not STORE.fullmatch(value):
            raise ValueError("must begin with sqlite:/// and name a file")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, ValueError, KeyError):
            raise ValueError(f"'{value}' is no time zone of the IANA database") from None
        return value

    @field_validator("admins")
    @classmethod
    def _named_admins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for admin in value:
            if not ADMIN.fullmatch(admin):
                raise ValueError(f"'{admin}' does not say platform:user")
        return value

    @field_validator("discord_guild_ids")
    @classmethod
    def _snowflakes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for guild in value:
            if not guild.isdecimal():
                raise ValueError(f"'{guild}' is no guild's id, which is a number")
        return value

    @field_validator("discord_api_url")
    @classmethod
    def _versioned(cls, value: str) -> str:
        if not API.fullmatch(value.rstrip("/")):
            raise ValueError("must be an http(s) address that ends in the version, such as /api/v10")
        return value.rstrip("/")

    @field_validator("slack_api_url")
    @classmethod
    def _web_api(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")) or not value.endswith("/api/"):
            raise ValueError("must be an http(s) address that ends in /api/")
        return value

    @model_validator(mode="after")
    def _whole_slack(self) -> Self:
        if self.slack_bot_token and not (self.slack_app_token or self.slack_signing_secret):
            raise ValueError("SLACK_APP_TOKEN")
        return self

    @classmethod
    def load(cls) -> Self:
        """The settings of this process; raises `SettingsError` with one line for the first fault."""
        try:
            return cls()
        except ValidationError as problem:
            raise SettingsError(_say(problem)) from None


def _say(problem: ValidationError) -> str:
    """One line: the setting's name, its fault, an example."""
    fault = problem.errors(include_url=False, include_input=False)[0]
    if not fault["loc"]:
        return (
            "SLACK_APP_TOKEN: is missing beside SLACK_BOT_TOKEN; set it for Socket Mode, or SLACK_SIGNING_SECRET for "
            "HTTP. Example: SLACK_APP_TOKEN=xapp-1-..."
        )
    name = str(fault["loc"][0]).upper()
    words = fault["msg"].removeprefix("Value error, ")
    example = f" Example: {name}={EXAMPLES[name]}" if name in EXAMPLES else ""
    return f"{name}: {words[:1].lower()}{words[1:]}.{example}"
