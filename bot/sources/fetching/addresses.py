"""Which addresses of the internet a document may come from, and what a written host means. Pure rules.

The blocks are those of IANA's special-purpose registries. For IPv6 it is the other way about: only global unicast is
open, less what was cut out of it, so that a block yet to be invented is refused until somebody looks at it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias
from urllib.parse import unquote

Address: TypeAlias = IPv4Address | IPv6Address

# No document lives there, so that no setting opens them; what does live behind "metadata" is a machine's own keys.
NEVER = frozenset({"metadata", "multicast", "broadcast"})

# The first that fits tells the kind.
BLOCKS_4 = tuple(
    (IPv4Network(block), kind)
    for block, kind in (
        ("169.254.169.254", "metadata"),  # AWS, Azure, Google and most others
        ("169.254.170.2", "metadata"),  # AWS containers
        ("169.254.170.23", "metadata"),
        ("100.100.100.200", "metadata"),  # Alibaba
        ("192.0.0.192", "metadata"),  # Oracle
        ("168.63.129.16", "metadata"),  # Azure's agent, in the midst of public addresses
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("255.255.255.255", "broadcast"),
        ("240.0.0.0/4", "reserved"),
    )
)
BLOCKS_6 = tuple(
    (IPv6Network(block), kind)
    for block, kind in (
        ("fd00:ec2::/32", "metadata"),  # AWS
        ("fd20:ce::/32", "metadata"),  # Google
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("fc00::/7", "unique-local"),
        ("ff00::/8", "multicast"),
        ("64:ff9b:1::/48", "translation"),  # of one network's own, whichever way it lays out the inner address
        ("2001:2::/48", "benchmarking"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
    )
)
GLOBAL_6 = IPv6Network("2000::/3")

# Blocks whose addresses carry an IPv4 one, by how far it stands from the right end.
CARRIERS = tuple(
    (IPv6Network(block), shift)
    for block, shift in (
        ("::ffff:0:0/96", 0),  # IPv4-mapped
        ("::ffff:0:0:0/96", 0),  # IPv4-translated
        ("64:ff9b::/96", 0),  # NAT64
        ("2002::/16", 80),  # 6to4
        ("2001::/32", 64),  # Teredo: its server; the client's own is hidden
    )
)
COMPATIBLE = IPv6Network("::/96")
TEREDO = IPv6Network("2001::/32")
LAST_32 = 0xFFFF_FFFF

HOST_CHARS = 253
LABEL = re.compile(r"[a-z0-9_-]{1,63}")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def refused_kind(address: Address) -> str | None:
    """Which kind of address this is that documents do not come from; None for a public one."""
    if isinstance(address, IPv4Address):
        return next((kind for block, kind in BLOCKS_4 if address in block), None)
    if address.scope_id is not None:
        return "link-local"
    inner = next(filter(None, map(refused_kind, _carried(address))), None)
    if inner is not None:
        return inner
    if any(address in block for block, _ in CARRIERS):
        return None
    kind = next((kind for block, kind in BLOCKS_6 if address in block), None)
    return kind or (None if address in GLOBAL_6 else "reserved")


def _carried(address: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses inside of an IPv6 one."""
    bits = int(address)
    for block, shift in CARRIERS:
        if address in block:
            yield IPv4Address(bits >> shift & LAST_32)
    if address in TEREDO:
        yield IPv4Address(~bits & LAST_32)
    if address in COMPATIBLE and bits > 1:
        yield IPv4Address(bits & LAST_32)


def read_host(written: str) -> Address | str:
    """The address that a host means, in any spelling that browsers or `inet_aton` take, or a name in lower case.

    Raises ValueError, with words for the user, where it means neither.
    """
    text = unicodedata.normalize("NFKC", unquote(written)).lower()
    if ":" in text:
        return _read_ipv6(text)
    text = text.removesuffix(".")
    labels = text.split(".")
    if len(text) > HOST_CHARS or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError("its host is neither a name nor an address; check its spelling")
    return _read_ipv4(labels) if NUMBER.fullmatch(labels[-1]) else text


def _read_ipv6(text: str) -> Address:
    try:
        address = ip_address(text)
    except ValueError:
        raise ValueError("its host is no IPv6 address; check its spelling") from None
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        raise ValueError("it names a network interface (%), which only a machine of that network may; leave it out")
    return address


def _read_ipv4(labels: list[str]) -> IPv4Address:
    """One to four numbers, decimal, octal or hexadecimal; the last fills what the others leave."""
    problem = ValueError("its host ends in a number and is no IPv4 address; check its spelling")
    if len(labels) > 4 or not all(NUMBER.fullmatch(label) for label in labels):
        raise problem
    try:
        *heads, last = map(_read_number, labels)
    except ValueError:
        raise problem from None
    if any(head > 255 for head in heads) or last >= 256 ** (4 - len(heads)):
        raise problem
    return IPv4Address(sum(head << 24 - 8 * place for place, head in enumerate(heads)) + last)


def _read_number(label: str) -> int:
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if label.startswith("0") else 10)


def is_local_name(name: str) -> bool:
    """Whether a name always means this machine, whatever a name server may say."""
    return name == "localhost" or name.endswith((".localhost", ".localdomain"))
