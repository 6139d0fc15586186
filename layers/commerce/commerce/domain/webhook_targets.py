"""Where webhooks may go: addresses of the public internet, said plainly, and nothing else.

Whoever registers an endpoint chooses where Flint's own network connects to. So a URL is taken apart strictly, what
its host resolves to is checked address by address, and the connection goes to an address that was checked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from commerce.domain import errors

SECURE_PORTS = frozenset({443, 8443})
OPEN_PORTS = frozenset({80, 8080})
"""Web servers listen there; what listens elsewhere is no receiver of webhooks."""

UNSPEAKABLE = re.compile(r"[\x00-\x20\x7f\\]")
"""Spaces, control characters and backslashes, which programs drop or turn round, each in its own way."""
HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""A host whose last label is one of these is read as an address by some programs, in octal or hexadecimal too."""

INSIDE = ("localhost", "local", "internal", "localdomain", "lan", "home", "corp", "intranet", "arpa", "onion")
"""Last labels of names that mean something inside a network only, such as metadata.google.internal."""

CLOSED_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' own
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, and the clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
GLOBAL_6 = IPv6Network("2000::/3")
"""All that is assigned to the public internet; loopback, mapped, NAT64, unique and link-local ones lie outside."""

CLOSED_6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which leads to any IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""Third quarters of an IPv6 address whose last quarter is an IPv4 address. Source: RFC 5214."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What targets a stack takes. secure: https alone. loopback: this machine too, over http and at any port."""

    secure: bool
    loopback: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart. path: with its query, as the request line says it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def secure(self) -> bool:
        """True for TLS."""
        return self.scheme == "https"

    @property
    def authority(self) -> str:
        """The Host header: the port is named where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def parse_target(url: str, reach: Reach) -> Target:
    """Take a URL apart. Raises WebhookUrlRefused, which says what is wrong with it."""
    if UNSPEAKABLE.search(url):
        raise _refused("holds spaces or other characters that must be percent-encoded")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused("is no URL such as https://example.com/flint/webhooks") from None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise _refused("is no URL such as https://example.com/flint/webhooks")
    if "@" in parts.netloc:
        raise _refused("holds a name or a password; leave them out, deliveries are signed")
    if parts.fragment or url.endswith("#"):
        raise _refused("has a fragment (#…), which no server sees; leave it out")
    if not (parts.path + parts.query).isascii():
        raise _refused("holds spaces or other characters that must be percent-encoded")
    usual_port = 443 if parts.scheme == "https" else 80
    target = Target(parts.scheme, _host(parts), usual_port if port is None else port, _path(parts))
    _require_within(target, reach)
    return target


def require_reachable(addresses: Iterable[str], reach: Reach) -> None:
    """Raises WebhookUrlRefused if any of a host's addresses is not one of the public internet."""
    for text in addresses:
        address = ip_address(text.partition("%")[0])
        if not (is_public(address) or (reach.loopback and is_loopback(address))):
            raise _refused(f"leads to {text}, which is no address of the public internet")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """True for an address of the public internet. Source: IANA's registries of special-purpose addresses."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED_4)
    if address not in GLOBAL_6 or any(address in network for network in CLOSED_6):
        return False
    return (int(address) >> 32) & 0xFFFFFFFF not in ISATAP


def is_loopback(address: IPv4Address | IPv6Address) -> bool:
    """True for this machine, said plainly: an address mapped to it is not."""
    return address.is_loopback if isinstance(address, IPv4Address) else address == IPv6Address("::1")


def literal_address(host: str) -> str | None:
    """The address that a host is written as, None for a name."""
    try:
        return str(ip_address(host))
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    """The host in lower case and ASCII. Raises WebhookUrlRefused for what different programs read differently."""
    bracketed = parts.netloc.startswith("[")
    text = parts.hostname or ""
    if bracketed:
        if literal_address(text) is None or "%" in text:
            raise _refused("has brackets around what is no IPv6 address")
        return text
    try:
        host = text.encode("idna").decode().lower().removesuffix(".")
    except UnicodeError:
        host = ""
    if not HOST_NAME.fullmatch(host) or len(host) > 253:
        raise _refused("has no proper host name")
    if NUMBER.fullmatch(host.rpartition(".")[2]) and literal_address(host) is None:
        raise _refused("has a host of numbers that is no address of four decimal parts")
    return host


def _path(parts: SplitResult) -> str:
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def _require_within(target: Target, reach: Reach) -> None:
    address = literal_address(target.host)
    if reach.loopback and (target.host == "localhost" or (address and is_loopback(ip_address(address)))):
        return
    if reach.secure and not target.secure:
        raise _refused("is not https; in live mode webhooks go over TLS only")
    ports = SECURE_PORTS if target.secure else OPEN_PORTS
    if target.port not in ports:
        raise _refused(f"names port {target.port}; for {target.scheme} use {' or '.join(map(str, sorted(ports)))}")
    if address is not None:
        require_reachable([address], reach)
    elif "." not in target.host or target.host.rpartition(".")[2] in INSIDE:
        raise _refused("names a host that is known inside a network only")


def _refused(why: str) -> errors.WebhookUrlRefused:
    message = f"The URL {why}."
    field = errors.InvalidField("url", "INVALID_VALUE", why)
    return errors.WebhookUrlRefused(message, param="url", fields=[field])
