from __future__ import annotations

import asyncio
import io
from pathlib import Path

import aiohttp
import discord
import pytest

from tests.loopback.discord import DiscordServer, NotPossible

from .conftest import Bot, running
from .description import Description


class Form(discord.ui.Modal, title="Digest"):
    """A form with a line to write in and a list to choose from."""

    topic = discord.ui.Label(text="Topic", component=discord.ui.TextInput(custom_id="topic", max_length=50))
    hours = discord.ui.Label(
        text="When",
        component=discord.ui.Select(
            custom_id="hour", options=[discord.SelectOption(label="8"), discord.SelectOption(label="9")]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say what was filled in."""
        await interaction.response.send_message(f"{self.topic.component.value} at {self.hours.component.values[0]}")


class Buttons(discord.ui.View):
    """A button and a select."""

    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction, button: discord.ui.Button) -> None:
        """Edit the message at once."""
        await interaction.response.edit_message(content="more of it")

    @discord.ui.select(custom_id="pick", options=[discord.SelectOption(label="One", value="1")])
    async def pick(self, interaction: discord.Interaction, select: discord.ui.Select) -> None:
        """Edit the message later."""
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"picked {select.values[0]}")


def made_bot() -> Bot:
    """The SDK's client with commands that use every kind of answer."""
    bot = Bot()

    @bot.tree.command(name="brief", description="What is known")
    async def brief(interaction: discord.Interaction, topic: str, private: bool = False) -> None:
        await interaction.response.defer(ephemeral=private)
        chart = discord.File(io.BytesIO(b"png"), "chart.png")
        embed = discord.Embed(title=topic).set_image(url="attachment://chart.png")
        await interaction.edit_original_response(embed=embed, attachments=[chart], view=Buttons())
        await interaction.followup.send("a hint", ephemeral=True)

    @brief.autocomplete("topic")
    async def topics(interaction: discord.Interaction, typed: str) -> list[discord.app_commands.Choice[str]]:
        return [discord.app_commands.Choice(name=f"{typed}!", value=typed)]

    digest = discord.app_commands.Group(name="digest", description="Digests")

    @digest.command(name="create", description="Make one")
    async def create(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())

    bot.tree.add_command(digest)
    return bot


async def test_the_sdk_answers_a_command_with_embed_file_buttons_and_follow_up(server: DiscordServer) -> None:
    """The SDK logs in, registers, defers, edits its answer with a file in it, and follows up for one person."""
    async with running(made_bot(), server):
        asked = await server.command("brief", {"topic": "tumen river"})
        await asked.finished()
    first, second = asked.messages
    assert "tumen river" == first.text
    assert "chart.png" == first.attachments[0].filename
    assert first.attachments[0].url == first.embeds[0]["image"]["url"]
    assert (False, True) == (first.ephemeral, second.ephemeral)
    assert [first] == server.channel.messages
    assert [first] == server.seen_by(server.admin, server.channel)
    assert [first, second] == server.seen_by(server.member, server.channel)
    assert 0 <= asked.acknowledged_after <= asked.answered_after < 3
    assert [] == server.violations


async def test_what_the_sdk_sends_suits_the_official_description(server: DiscordServer, shared: Path) -> None:
    """Registration, answers, edits, files and forms pass Discord's own schemas."""
    server.state.description = Description(shared / "specs" / "discord_openapi.json")
    async with running(made_bot(), server) as bot:
        asked = await (await server.command("brief", {"topic": "x", "private": True})).finished()
        await (await server.press(asked.messages[0], "more")).finished()
        await (await server.select(asked.messages[0], "pick", ["1"])).finished()
        await (await server.autocomplete("brief", "topic", "tu")).finished()
        opened = await (await server.command("digest create")).finished()
        await (await server.submit(opened, {"topic": "tumen", "hour": ["9"]})).finished()
        await (await bot.fetch_user(server.member.id)).send("hello", embed=discord.Embed(title="x"))
    assert [] == server.violations


async def test_an_event_may_come_twice(server: DiscordServer) -> None:
    """The second answer to one interaction is refused, and the user has one message."""
    async with running(made_bot(), server):
        asked = await server.command("brief", {"topic": "x"})
        server.tell_again(asked)
        await asked.finished()
        refused = lambda: any(violation.code == 40060 for violation in server.violations)  # noqa: E731 - read once
        await asked.news.until(refused, 5, "the second answer is refused")
    assert 1 == len(server.channel.messages)


async def test_the_sdk_answers_buttons_and_selects(server: DiscordServer) -> None:
    """A button edits the message it stands on, a select does so after a bare defer."""
    async with running(made_bot(), server):
        asked = await (await server.command("brief", {"topic": "x"})).finished()
        pressed = await (await server.press(asked.messages[0], "More", server.admin)).finished()
        assert "more of it" == pressed.messages[0].content
        picked = await (await server.select(asked.messages[0], "pick", ["1"])).finished()
    assert asked.messages[:1] == picked.messages
    assert "picked 1" == asked.messages[0].content
    assert [] == server.violations


async def test_the_sdk_answers_autocomplete_and_forms(server: DiscordServer) -> None:
    """Typing gets choices; a subcommand opens a form, and what is filled in comes back."""
    async with running(made_bot(), server):
        typed = await (await server.autocomplete("brief", "topic", "tu")).finished()
        assert [{"name": "tu!", "value": "tu"}] == [{k: c[k] for k in ("name", "value")} for c in typed.choices]
        opened = await (await server.command("digest create")).finished()
        assert "Digest" == opened.modal["title"]
        sent = await (await server.submit(opened, {"topic": "tumen", "hour": ["8"]})).finished()
    assert "tumen at 8" == sent.text
    assert [] == server.violations


async def test_a_direct_conversation_and_a_thread_are_places_like_any(server: DiscordServer) -> None:
    """A command works in a conversation with the bot and in a thread, and the SDK knows which is which."""
    bot = Bot()
    seen: list[tuple[bool, str]] = []

    @bot.tree.command(name="where", description="Where am I")
    async def where(interaction: discord.Interaction) -> None:
        seen.append((interaction.guild is None, type(interaction.channel).__name__))
        await interaction.response.send_message("here")

    async with running(bot, server):
        thread = server.add_thread("talk", server.channel)
        for place in (server.channel, server.direct(server.member), thread):
            await (await server.command("where", channel=place)).finished()
            assert ["here"] == [message.content for message in place.messages]
    assert [(False, "TextChannel"), (True, "DMChannel"), (False, "Thread")] == seen
    assert [] == server.violations


async def test_the_sdk_sends_and_finds_messages(server: DiscordServer) -> None:
    """What the bot sends is in the history, a second send with the same nonce is the first message."""
    async with running(Bot(), server) as bot:
        channel = bot.get_channel(server.channel.id)
        first = await channel.send("one", nonce="n1")
        again = await channel.send("one", nonce="n1")
        server.clock.shift(server.state.nonce_window)
        third = await channel.send("one", nonce="n1")
        server.say(server.member, server.channel, "a word between")
        direct = await (await bot.fetch_user(server.member.id)).send("psst")
        found = [message.content async for message in channel.history(limit=10)]
    assert first.id == again.id != third.id
    assert ["a word between", "one", "one"] == found
    assert [direct.id] == [message.id for message in server.direct(server.member).messages]
    assert [] == server.violations


async def test_a_lost_socket_is_resumed_and_nothing_is_missed(server: DiscordServer) -> None:
    """A command used while the socket is down is answered after the SDK has resumed."""
    async with running(made_bot(), server) as bot:
        server.gateway.drop()
        asked = await server.command("brief", {"topic": "x"})
        await asked.finished()
        await asyncio.wait_for(bot.resumed.wait(), 5)
    assert (1, 1) == (len(server.gateway.identifies), len(server.gateway.resumes))
    assert ["/", "/resume"] == server.gateway.connects
    assert [] == server.violations


@pytest.mark.parametrize("how", ["op 7", "op 9, resumable"])
async def test_the_server_asks_for_a_resume(server: DiscordServer, how: str) -> None:
    """RECONNECT and a resumable INVALID SESSION make the SDK resume the same session."""
    async with running(Bot(), server) as bot:
        if how == "op 7":
            server.gateway.reconnect()
        else:
            server.gateway.invalidate(resumable=True)
        await asyncio.wait_for(bot.resumed.wait(), 5)
    assert 1 == len(server.gateway.identifies)


@pytest.mark.parametrize("how", ["dropped", "op 9", "too late"])
async def test_a_session_that_is_gone_is_begun_anew(server: DiscordServer, how: str) -> None:
    """Where there is nothing to resume, the SDK identifies again and is ready again."""
    server.gateway.resumable_for = 0.0 if how == "too late" else 100.0
    async with running(Bot(), server) as bot:
        bot.readied.clear()
        if how == "op 9":
            server.gateway.invalidate()
        else:
            server.gateway.drop(resumable=how == "too late")
        await asyncio.wait_for(bot.readied.wait(), 10)
    assert 2 == len(server.gateway.identifies)


async def test_heartbeats_keep_the_socket_open(server: DiscordServer) -> None:
    """The SDK's heartbeats keep the socket open well beyond the server's patience."""
    server.gateway.heartbeat_interval = 0.25
    async with running(Bot(), server):
        await server.gateway.news.until(lambda: server.gateway.heartbeats >= 5, 30, "five heartbeats")
    assert 1 == len(server.gateway.connects)
    assert [] == server.violations


async def test_heartbeats_without_answer_make_the_sdk_come_again(server: DiscordServer) -> None:
    """A server that has gone deaf is left, and the session resumed on a new socket."""
    server.gateway.heartbeat_interval = 0.05
    bot = Bot(heartbeat_timeout=0.3)
    async with running(bot, server):
        server.gateway.acknowledge = False
        await asyncio.wait_for(bot.resumed.wait(), 5)
        server.gateway.acknowledge = True
    assert [] == server.violations


async def test_the_port_closes_and_opens_again(server: DiscordServer) -> None:
    """The SDK comes back by itself after a while in which nobody answered at the address."""
    async with running(made_bot(), server) as bot:
        await server.close_port()
        with pytest.raises(aiohttp.ClientConnectorError):
            await bot.http.request(discord.http.Route("GET", "/gateway"))
        await server.open_port()
        await server.gateway.connected(20)
        asked = await (await server.command("brief", {"topic": "back"})).finished()
    assert "back" in asked.text


async def test_wrong_and_revoked_tokens_are_refused(server: DiscordServer) -> None:
    """A wrong token fails the login; a revoked one closes the gateway with 4004 and answers 401."""
    bot = Bot()
    with pytest.raises(discord.LoginFailure):
        await bot.start("wrong")
    await bot.close()
    running_bot = Bot()
    task = asyncio.create_task(running_bot.start(server.token))
    await server.ready()
    server.revoke_token()
    with pytest.raises(discord.ConnectionClosed) as caught:
        await asyncio.wait_for(task, 10)
    assert 4004 == caught.value.code


async def test_intents_that_were_not_granted_close_the_gateway(server: DiscordServer) -> None:
    """Asking to read everybody's messages is refused with 4014."""
    bot = Bot(discord.Intents(guilds=True, message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await asyncio.wait_for(bot.start(server.token), 10)
    await bot.close()
    assert [4014] == [violation.code for violation in server.violations]


async def test_guilds_and_channels_come_and_go(server: DiscordServer) -> None:
    """The SDK learns of a guild and a channel that appear and of those that are taken away."""
    async with running(Bot(), server) as bot:
        guild = server.add_guild("second")
        channel = server.add_channel("news", guild)
        server.delete_channel(server.channel)
        later = await bot.fetch_channel(channel.id)
        assert "second" == later.guild.name
        assert bot.get_channel(server.channel.id) is None
        server.remove_guild(guild)
        with pytest.raises(discord.NotFound):
            await bot.fetch_guild(guild.id)


async def test_users_cannot_do_what_the_client_does_not_offer(server: DiscordServer) -> None:
    """Options of the wrong type, unknown commands and commands for admins are refused before they are sent."""
    bot = made_bot()

    @bot.tree.command(name="admin", description="For admins")
    @discord.app_commands.default_permissions(manage_guild=True)
    async def admin(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("yes", ephemeral=True)

    async with running(bot, server):
        for name, options in (("brief", {}), ("brief", {"topic": 3}), ("none", {}), ("digest", {}), ("admin", {})):
            with pytest.raises(NotPossible):
                await server.command(name, options)
        asked = await (await server.command("admin", user=server.admin)).finished()
    assert "yes" == asked.text
