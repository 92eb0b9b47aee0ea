"""How the records look on the wire: objects of the world to Discord's JSON. It imports the world alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .world import ALL_PERMISSIONS, THREAD, Attachment, Channel, Guild, Member, Message, User

JOINED = "2024-01-01T00:00:00.000000+00:00"
JSON = dict[str, Any]


def user_json(user: User) -> JSON:
    """A user object."""
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0000" if user.bot else "0",
        "global_name": None if user.bot else user.name.title(),
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
        "flags": 0,
    }


def member_json(member: Member, *, permissions: int | None = None) -> JSON:
    """A member object; with the permission bits where it comes with an interaction."""
    shape = {
        "user": user_json(member.user),
        "nick": member.nick,
        "avatar": None,
        "roles": [str(role) for role in member.roles],
        "joined_at": JOINED,
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "communication_disabled_until": None,
        "flags": 0,
    }
    return shape if permissions is None else shape | {"permissions": str(permissions)}


def channel_json(channel: Channel, app: User | None = None) -> JSON:
    """A channel object of any kind."""
    last = channel.messages[-1] if channel.messages else None
    shape: JSON = {
        "id": str(channel.id),
        "type": channel.kind,
        "last_message_id": str(last.id) if last else None,
        "flags": 0,
    }
    if channel.guild is None:
        return shape | {"recipients": [user_json(channel.recipient)] if channel.recipient else []}
    shape |= {"guild_id": str(channel.guild.id), "name": channel.name, "rate_limit_per_user": 0, "nsfw": False}
    if channel.kind == THREAD:
        return shape | _thread_json(channel, app)
    overwrites = [_own_rights(channel, app)] if app else []
    return shape | {"position": 0, "permission_overwrites": overwrites, "topic": None, "parent_id": None}


def _own_rights(channel: Channel, app: User) -> JSON:
    """What the bot may do there, as an overwrite of its own: it has no role that says otherwise."""
    denied = ALL_PERMISSIONS & ~channel.app_permissions
    return {"id": str(app.id), "type": 1, "allow": str(channel.app_permissions), "deny": str(denied)}


def _thread_json(thread: Channel, app: User | None) -> JSON:
    return {
        "parent_id": str(thread.parent.id) if thread.parent else None,
        "owner_id": str(app.id if app else thread.id),
        "message_count": len(thread.messages),
        "total_message_sent": len(thread.log),
        "member_count": 2,
        "thread_metadata": {
            "archived": thread.locked or thread.archived,
            "auto_archive_duration": 1440,
            "archive_timestamp": JOINED,
            "create_timestamp": JOINED,
            "locked": thread.locked,
        },
    }


def guild_json(guild: Guild) -> JSON:
    """A guild object as REST gives it."""
    everyone = {
        "id": str(guild.id),
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": "0",
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner.id if guild.owner else 0),
        "icon": None,
        "splash": None,
        "banner": None,
        "description": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "preferred_locale": guild.locale,
        "features": [],
        "roles": [everyone],
        "emojis": [],
        "stickers": [],
    }


def guild_create_json(guild: Guild, app: User) -> JSON:
    """A guild as GUILD_CREATE brings it, with its channels and, as without the members intent, the bot alone."""
    channels = [channel_json(c, app) for c in guild.channels.values() if c.kind != THREAD]
    threads = [channel_json(c, app) for c in guild.channels.values() if c.kind == THREAD]
    return guild_json(guild) | {
        "unavailable": False,
        "joined_at": JOINED,
        "large": False,
        "member_count": len(guild.members),
        "members": [member_json(guild.members[app.id])] if app.id in guild.members else [],
        "channels": channels,
        "threads": threads,
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def attachment_json(attachment: Attachment) -> JSON:
    """An attachment object."""
    return {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.data),
        "content_type": attachment.content_type,
        "description": attachment.description,
        "url": attachment.url,
        "proxy_url": attachment.url,
        "flags": 0,
    }


def message_json(message: Message, *, redacted: bool = False) -> JSON:
    """A message object; redacted as for a bot that may not read what others write."""
    shape: JSON = {
        "id": str(message.id),
        "type": 19 if message.reference else 20 if message.source else 0,
        "channel_id": str(message.channel.id),
        "author": user_json(message.author),
        "content": "" if redacted else message.content,
        "embeds": [] if redacted else message.embeds,
        "components": [] if redacted else message.components,
        "attachments": [] if redacted else [attachment_json(a) for a in message.attachments],
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": bool(message.pings & {"@everyone", "@here"}),
        "pinned": False,
        "tts": False,
        "timestamp": iso(message.created),
        "edited_timestamp": iso(message.edited) if message.edited else None,
        "flags": message.flags,
    }
    if message.nonce is not None:
        shape["nonce"] = message.nonce
    if message.source is not None:
        shape |= {"interaction_metadata": message.source, "application_id": str(message.author.id)}
        shape |= {"webhook_id": str(message.author.id)}
    if message.reference is not None:
        shape["message_reference"] = {"message_id": str(message.reference.id), "channel_id": str(message.channel.id)}
    return shape


def application_json(app: User, owner: User) -> JSON:
    """The bot's own application object."""
    return {
        "id": str(app.id),
        "name": app.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": user_json(app),
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user_json(owner),
        "team": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "hook": True,
        "interactions_endpoint_url": None,
        "redirect_uris": [],
        "integration_types_config": {"0": {}},
        "approximate_guild_count": 1,
    }


def iso(moment: datetime) -> str:
    """A moment as Discord writes it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
