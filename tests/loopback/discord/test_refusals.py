from __future__ import annotations

import io
from pathlib import Path

import aiohttp
import pytest

from tests.loopback.discord import DiscordServer, Interaction
from tests.loopback.discord.world import ATTACH_FILES, SEND_MESSAGES, USUAL, VIEW_CHANNEL

from .conftest import Rest
from .description import Description

BRIEF = {"name": "brief", "description": "x", "options": [{"type": 3, "name": "topic", "description": "x"}]}


@pytest.fixture
async def asked(server: DiscordServer) -> Interaction:
    """A command used by the member, not answered yet."""
    server.commands.put(None, BRIEF)
    return await server.command("brief")


def callback(asked: Interaction) -> str:
    """Where the first answer goes."""
    return f"/interactions/{asked.id}/{asked.token}/callback"


def hook(server: DiscordServer, asked: Interaction) -> str:
    """Where the follow-ups go."""
    return f"/webhooks/{server.app.id}/{asked.token}"


async def test_a_first_answer_after_three_seconds_is_unknown(
    server: DiscordServer, rest: Rest, asked: Interaction
) -> None:
    """The token is void when three seconds have passed without an answer."""
    server.clock.shift(3.1)
    status, body = await rest.call("POST", callback(asked), {"type": 5})
    assert (404, {"message": "Unknown interaction", "code": 10062}) == (status, body)
    assert [10062] == [violation.code for violation in server.violations]


async def test_a_second_first_answer_is_refused(rest: Rest, asked: Interaction) -> None:
    """An interaction is acknowledged once."""
    assert (204, None) == await rest.call("POST", callback(asked), {"type": 5})
    status, body = await rest.call("POST", callback(asked), {"type": 4, "data": {"content": "x"}})
    assert (400, 40060) == (status, body["code"])


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 10, "4", None])
async def test_an_answer_must_suit_what_was_asked(rest: Rest, asked: Interaction, kind: object) -> None:
    """A command takes no update and no choices."""
    status, body = await rest.call("POST", callback(asked), {"type": kind, "data": {}})
    assert (400, 50035, ["type"]) == (status, body["code"], list(body["errors"]))


async def test_follow_ups_end_after_fifteen_minutes(server: DiscordServer, rest: Rest, asked: Interaction) -> None:
    """Before the first answer the hook is unknown, after 15 minutes its token is invalid."""
    url = hook(server, asked)
    assert 10015 == (await rest.call("POST", url, {"content": "early"}))[1]["code"]
    await rest.call("POST", callback(asked), {"type": 5})
    assert "late" == (await rest.call("PATCH", f"{url}/messages/@original", {"content": "late"}))[1]["content"]
    server.clock.shift(900)
    for method, path in (("POST", url), ("PATCH", f"{url}/messages/@original"), ("GET", f"{url}/messages/@original")):
        status, body = await rest.call(method, path, {"content": "x"})
        assert (401, 50027) == (status, body["code"])


async def test_the_first_follow_up_takes_the_place_of_a_defer(
    server: DiscordServer, rest: Rest, asked: Interaction
) -> None:
    """Whether it is for one person was settled by the defer."""
    await rest.call("POST", callback(asked), {"type": 5, "data": {"flags": 64}})
    assert not asked.answered
    await rest.call("POST", hook(server, asked), {"content": "now"})
    await rest.call("POST", hook(server, asked), {"content": "more"})
    await asked.finished(quiet=0)
    assert [("now", True), ("more", False)] == [(message.content, message.ephemeral) for message in asked.messages]
    assert ["more"] == [message.content for message in server.seen_by(server.admin, server.channel)]


async def test_waiting_for_an_answer_says_how_far_it_came(rest: Rest, asked: Interaction) -> None:
    """A bare defer is no answer."""
    with pytest.raises(TimeoutError, match="'brief' is not acknowledged"):
        await asked.finished(0.01)
    await rest.call("POST", callback(asked), {"type": 5})
    with pytest.raises(TimeoutError, match="'brief' is only deferred"):
        await asked.finished(0.01)


async def test_places_without_permission_are_refused(server: DiscordServer, rest: Rest) -> None:
    """No sight of the channel, no right to post, a closed conversation and an unknown channel: each has its code."""
    hidden = server.add_channel("hidden", server.guild, app_permissions=USUAL & ~VIEW_CHANNEL)
    quiet = server.add_channel("quiet", server.guild, app_permissions=USUAL & ~SEND_MESSAGES)
    server.member.dms_open = False
    _, closed = await rest.call("POST", "/users/@me/channels", {"recipient_id": str(server.member.id)})
    found = []
    for channel in (hidden.id, quiet.id, closed["id"], 1):
        status, body = await rest.call("POST", f"/channels/{channel}/messages", {"content": "x"})
        found.append((status, body["code"]))
    assert [(403, 50001), (403, 50013), (403, 50007), (404, 10003)] == found
    assert [code for _, code in found] == [violation.code for violation in server.violations]


async def test_files_need_their_permission_and_have_a_size(server: DiscordServer, rest: Rest) -> None:
    """A channel without files refuses them, and no file is larger than ten mebibytes."""
    bare = server.add_channel("bare", server.guild, app_permissions=USUAL & ~ATTACH_FILES)
    found = []
    for channel, size in ((bare, 3), (server.channel, 10 * 1024 * 1024 + 1), (server.channel, 3)):
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("payload_json", '{"content": "x", "attachments": [{"id": 0, "description": "a chart"}]}')
        form.add_field("files[0]", io.BytesIO(b"x" * size), filename="chart.png", content_type="image/png")
        found.append(await rest.call("POST", f"/channels/{channel.id}/messages", None, data=form))
    assert [(403, 50013), (413, 40005)] == [(status, body["code"]) for status, body in found[:2]]
    attachment = found[2][1]["attachments"][0]
    assert ("chart.png", 3, "a chart") == (attachment["filename"], attachment["size"], attachment["description"])


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/guilds/1", 404, 10004),
        ("GET", "/users/1", 404, 10013),
        ("GET", "/guilds/{guild}/members/1", 404, 10007),
        ("GET", "/channels/{channel}/messages/1", 404, 10008),
        ("GET", "/channels/{channel}/messages?limit=101", 400, 50035),
        ("GET", "/applications/{app}/commands/1", 404, 10063),
        ("GET", "/applications/1/commands", 403, 20012),
        ("GET", "/nowhere", 404, 0),
    ],
)
async def test_what_is_unknown_has_its_code(
    server: DiscordServer, rest: Rest, method: str, path: str, status: int, code: int
) -> None:
    """Identifiers that stand for nothing, and addresses where nobody answers."""
    known = {"guild": server.guild.id, "channel": server.channel.id, "app": server.app.id}
    answer, body = await rest.call(method, path.format(**known))
    assert (status, code) == (answer, body["code"])


async def test_requests_without_the_token_or_without_json_are_refused(server: DiscordServer, rest: Rest) -> None:
    """A revoked token gets 401; a body that is no JSON has a code of its own."""
    path = f"/channels/{server.channel.id}/messages"
    headers = {"Content-Type": "application/json"}
    rest_call = rest._session.post(
        server.api_url + path, data=b"{", headers=headers | {"Authorization": f"Bot {server.token}"}
    )
    async with rest_call as answer:
        assert (400, 50109) == (answer.status, (await answer.json())["code"])
    server.revoke_token()
    assert (401, {"message": "401: Unauthorized", "code": 0}) == await rest.call("GET", "/users/@me")
    server.restore_token()
    assert 200 == (await rest.call("GET", "/users/@me"))[0]


@pytest.mark.parametrize(
    "body",
    [
        {"embeds": [{"footer": "x"}]},
        {"embeds": {"title": "x"}},
        {"components": [{"type": 1, "components": "x"}]},
        {"components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": {}}]}]},
        {"content": "x", "attachments": "x"},
        {"content": "x", "flags": "1"},
        ["x"],
    ],
)
async def test_bodies_of_the_wrong_shape_are_refused(server: DiscordServer, rest: Rest, body: object) -> None:
    """Whatever is sent, the answer is a refusal and nothing is posted."""
    status, answer = await rest.call("POST", f"/channels/{server.channel.id}/messages", body)
    assert (400, 50035) == (status, answer["code"])
    assert [] == server.channel.messages
    assert 1 == len(server.violations)


async def test_commands_are_registered_changed_and_counted(server: DiscordServer, rest: Rest) -> None:
    """A definition keeps its id through changes; after 200 new ones there are no more for the day."""
    base = f"/applications/{server.app.id}"
    status, made = await rest.call("POST", f"{base}/commands", BRIEF)
    again, same = await rest.call("POST", f"{base}/commands", BRIEF | {"description": "y"})
    assert (201, 200, made["id"]) == (status, again, same["id"])
    changed = await rest.call("PATCH", f"{base}/commands/{made['id']}", {"description": "z"})
    assert [changed[1]] == (await rest.call("GET", f"{base}/commands"))[1]
    assert (204, None) == await rest.call("DELETE", f"{base}/commands/{made['id']}")
    many = [BRIEF | {"name": f"c{number}"} for number in range(100)]
    local = f"{base}/guilds/{server.guild.id}/commands"
    assert 200 == (await rest.call("PUT", f"{base}/commands", many))[0]
    assert 200 == (await rest.call("PUT", local, many[:90]))[0]
    assert 30034 == (await rest.call("PUT", local, many))[1]["code"]


async def test_history_is_read_in_pages(server: DiscordServer, rest: Rest) -> None:
    """Newest first, before and after a message, without what is for one person alone."""
    sent = [server.say(server.member, server.channel, str(number)) for number in range(5)]
    sent[4].only_for = server.member
    path = f"/channels/{server.channel.id}/messages"
    pages = {"": "3210", "?limit=2": "32", f"?before={sent[2].id}&limit=1": "1", f"?after={sent[0].id}&limit=2": "21"}
    for query, expected in pages.items():
        _, found = await rest.call("GET", path + query)
        assert expected == "".join(message["content"] for message in found)


async def test_what_notifies_people_is_told(server: DiscordServer, rest: Rest) -> None:
    """A message's pings are what its words mention and its allowed_mentions let through."""
    path = f"/channels/{server.channel.id}/messages"
    for allowed in (None, {"parse": []}, {"parse": ["users"]}, {"users": ["7"]}):
        body = {"content": "@everyone <@7> <@8>"} | ({"allowed_mentions": allowed} if allowed else {})
        await rest.call("POST", path, body)
    found = [message.pings for message in server.channel.messages]
    assert [{"@everyone", "<@7>", "<@8>"}, set(), {"<@7>", "<@8>"}, {"<@7>"}] == found


def test_the_official_description_takes_and_refuses(shared: Path) -> None:
    """With the description at hand a body of the wrong shape is refused where the limits do not look."""
    described = Description(shared / "specs" / "discord_openapi.json")
    path = "/channels/{channel_id}/messages"
    described.check("POST", path, {"content": "x", "embeds": [{"title": "t", "fields": []}]})
    described.check("POST", "/users/@me/channels", {"recipient_id": 7})
    for body in ({"tts": "yes"}, {"message_reference": 3}, {"embeds": [{"fields": [{"name": "n"}]}]}):
        with pytest.raises(Exception, match="Invalid Form Body"):
            described.check("POST", path, body)
