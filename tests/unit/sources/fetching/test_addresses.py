"""Mirrors bot/sources/fetching/addresses.py, through the one place where addresses are read."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import FetchRefused
from bot.sources.fetching.addresses import BLOCKS_4, refused_kind
from bot.sources.fetching.guard import Guard
from bot.sources.fetching.targets import read_target
from tests.unit.sources.fetching.tricks import BAD_HOSTS, OPEN_HOSTS, REFUSED_HOSTS

INNER = [IPv4Network(block) for block in ("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16")]


def check(host: str, guard: Guard | None = None) -> None:
    """What the fetcher does before it asks a name server; raises what it would."""
    (guard or Guard()).check_target(read_target(f"http://{host}/x"))


@st.composite
def spellings(draw: st.DrawFn, addresses: st.SearchStrategy[IPv4Address]) -> str:
    """An IPv4 address as `inet_aton` reads it: one to four numbers, each in any base, with zeros in front."""
    bits = int(draw(addresses))
    count = draw(st.integers(1, 4))
    heads = [bits >> (24 - 8 * place) & 0xFF for place in range(count - 1)]
    numbers = [*heads, bits & (1 << 8 * (5 - count)) - 1]
    forms = ["{:d}", "0{:o}", "0x{:x}", "0X{:X}", "000{:o}", "0x00{:X}"]
    written = [draw(st.sampled_from(forms)).format(number) for number in numbers]
    return ".".join(written) + draw(st.sampled_from(["", "."]))


def inside(block: IPv4Network) -> st.SearchStrategy[IPv4Address]:
    """Any address of a block."""
    return st.integers(int(block[0]), int(block[-1])).map(IPv4Address)


inner_addresses = st.sampled_from(INNER).flatmap(inside)


@pytest.mark.parametrize(("host", "kind"), REFUSED_HOSTS)
def test_every_trick_is_refused_and_named(host: str, kind: str) -> None:
    """An address that is not public is refused under each of its spellings, with what it is and what to do."""
    with pytest.raises(FetchRefused, match=rf" is a {kind} address[,;] ") as refusal:
        check(host)

    assert 1 == len(str(refusal.value).splitlines())


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_hosts_that_mean_nothing_are_refused(host: str) -> None:
    """What is neither a name nor an address never reaches a name server."""
    with pytest.raises(FetchRefused):
        check(host)


@pytest.mark.parametrize("host", OPEN_HOSTS)
def test_public_hosts_are_open(host: str) -> None:
    """Public addresses and names pass, also those beside a refused block or with a public address inside."""
    assert check(host) is None


def test_the_table_is_as_long_as_it_was_asked_for() -> None:
    """Sixty tricks at least, each once."""
    hosts = [host for host, _ in REFUSED_HOSTS] + BAD_HOSTS

    assert len(hosts) >= 60
    assert len(hosts) == len(set(hosts))


@given(spellings(inner_addresses))
def test_what_inet_aton_takes_for_an_inner_address_is_refused(spelling: str) -> None:
    """However the C library would read its way to an inner address, so do we, and refuse."""
    if not spelling.endswith("."):
        assert any(IPv4Address(socket.inet_aton(spelling)) in block for block in INNER)
    with pytest.raises(FetchRefused, match=r"set FETCH_PRIVATE=true|never fetched"):
        check(spelling)


@given(st.text("0123456789abcdefxX.", min_size=1, max_size=24))
def test_no_string_of_digits_reads_otherwise_than_in_the_c_library(host: str) -> None:
    """Anything `inet_aton` reads is read as the same address or refused outright, never taken for a name."""
    try:
        meant = IPv4Address(socket.inet_aton(host))
    except OSError:
        return
    try:
        target = read_target(f"http://{host}/")
    except FetchRefused:
        return
    assert meant == target.address


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_public_means_what_the_registries_say(address: IPv4Address) -> None:
    """No address that Python's own copy of the registries calls private is taken for public."""
    if refused_kind(address) is None:
        assert address.is_global
        assert not address.is_multicast


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_ipv6_is_closed_but_for_global_unicast(address: IPv6Address) -> None:
    """A block of IPv6 that no rule names is refused."""
    assert (refused_kind(address) is not None) or int(address) >> 125 == 1 or address.ipv4_mapped is not None


@given(inner_addresses, st.sampled_from(["::ffff:{}", "64:ff9b::{}", "::{}", "::ffff:0:{}", "[6to4]", "[teredo]"]))
def test_an_inner_address_is_found_inside_of_an_ipv6_one(inner: IPv4Address, form: str) -> None:
    """Every way to carry an IPv4 address in an IPv6 one is looked into."""
    bits = int(inner)
    if form == "[6to4]":
        carrier = IPv6Address(0x2002 << 112 | bits << 80 | 1)
    elif form == "[teredo]":
        carrier = IPv6Address(0x2001_0000 << 96 | int(IPv4Address("8.8.8.8")) << 64 | (~bits & 0xFFFF_FFFF))
    else:
        carrier = IPv6Address(form.format(inner))

    assert refused_kind(inner) == refused_kind(carrier)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "[::1]", "[fd12::1]", "localhost", "0", "[::ffff:10.0.0.1]"])
def test_the_setting_opens_ones_own_network(host: str) -> None:
    """With FETCH_PRIVATE private and loopback addresses are fetched from."""
    assert check(host, Guard(private=True)) is None


@pytest.mark.parametrize(
    "host",
    ["169.254.169.254", "2852039166", "[fd00:ec2::254]", "[::ffff:169.254.169.254]", "224.0.0.1", "255.255.255.255"],
)
def test_no_setting_opens_a_machines_own_keys(host: str) -> None:
    """Metadata services and addresses of many machines at once stay closed: no document lives there."""
    with pytest.raises(FetchRefused, match="never fetched from"):
        check(host, Guard(private=True))


def test_an_allowance_opens_one_service_alone() -> None:
    """What a guard is told to allow is one address and port; the next port stays closed."""
    guard = Guard(allow=lambda address, port: (str(address), port) == ("127.0.0.1", 8123))

    assert check("127.1:8123", guard) is None
    assert check("localhost:8123", guard) is None
    for host in ("127.0.0.1:8124", "127.0.0.2:8123", "[::1]:8123"):
        with pytest.raises(FetchRefused, match="loopback"):
            check(host, guard)


def test_a_socket_is_never_made_for_an_unchecked_address() -> None:
    """The last look before connecting sees what the earlier ones may have missed."""
    kind = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
    with pytest.raises(PermissionError, match=r"10\.0\.0\.1 is a private address"):
        Guard().open_socket((*kind, ("10.0.0.1", 80)))
    with Guard(private=True).open_socket((*kind, ("10.0.0.1", 80))) as made:
        assert socket.AF_INET == made.family


def test_first_and_last_of_each_block_are_refused_and_their_neighbours_judged_alone() -> None:
    """A block ends where it ends."""
    for block, _ in BLOCKS_4:
        assert refused_kind(block[0]) is not None
        assert refused_kind(block[-1]) is not None
    for neighbour in ("9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0"):
        assert refused_kind(ip_address(neighbour)) is None
