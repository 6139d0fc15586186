"""Which URLs webhooks may go to: the tricks that lead into a network, one by one."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from commerce.domain import errors
from commerce.domain.webhook_targets import Reach, is_loopback, is_public, parse_target, require_reachable

TEST, LIVE, SANDBOX = Reach(secure=False), Reach(secure=True), Reach(secure=False, loopback=True)

CLOSED_ADDRESSES = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.1.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:53aa:64c::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:a9fe:a9fe::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2a00:1450:4001::5efe:7f00:1",
    "2a00:1450:4001::200:5efe:a00:1",
]

OPEN_ADDRESSES = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "2a00:1450:4001:80b::200e",
]

REFUSED_URLS = [
    "",
    "example.com",
    "//example.com/hook",
    "ftp://example.com/hook",
    "file:///etc/passwd",
    "gopher://example.com/",
    "https:///hook",
    "https://",
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://93.184.215.14@127.0.0.1/",
    "https://example.com#@127.0.0.1/",
    "https://example.com/#part",
    "https://example.com\\@127.0.0.1/",
    "https://exam ple.com/",
    "https://example.com\t.internal/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://127.0.0.01/",
    "https://127.0.0.1./",
    "https://0/",
    "https://0.0.0.0/",
    "https://169.254.169.254/latest/meta-data/",
    "https://%31%32%37.0.0.1/",
    "https://\uff11\uff12\uff17.0.0.1/",
    "https://127\u30020\u30020\u30021/",
    "https://\u24db\u24de\u24d2al\u24d7ost/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fd00:ec2::254]/",
    "https://[127.0.0.1",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://shop.localhost/",
    "https://localhost./",
    "https://metadata.google.internal/",
    "https://instance-data/",
    "https://router/",
    "https://printer.local/",
    "https://10.in-addr.arpa/",
    "https://hidden.onion/",
    "https://-example.com/",
    "https://exa..mple.com/",
    "https://example.com:22/",
    "https://example.com:25/",
    "https://example.com:6379/",
    "https://example.com:0/",
    "https://example.com:99999/",
    "https://example.com:x/",
    "http://example.com:443/",
    "http://example.com:3000/",
]


def refused(url: str, reach: Reach) -> bool:
    """True if the URL is refused, and by our own refusal."""
    try:
        parse_target(url, reach)
    except errors.WebhookUrlRefused:
        return True
    return False


@pytest.mark.parametrize("address", CLOSED_ADDRESSES)
def test_address_inside_a_network_is_refused(address: str) -> None:
    """Private, loopback, link-local, metadata, reserved, and whatever leads to them by another notation."""
    assert not is_public(ip_address(address))
    with pytest.raises(errors.WebhookUrlRefused):
        require_reachable(["93.184.215.14", address], TEST)


@pytest.mark.parametrize("address", OPEN_ADDRESSES)
def test_address_of_the_internet_is_taken(address: str) -> None:
    """The neighbours of what is refused are not."""
    assert is_public(ip_address(address))
    require_reachable([address], LIVE)


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_url_that_is_no_receivers_is_refused(url: str) -> None:
    """Whatever one program might read as another host than the next, and hosts that only a network knows."""
    assert refused(url, TEST)
    assert refused(url, LIVE)


@pytest.mark.parametrize(
    ("url", "host", "authority", "path"),
    [
        ("https://example.com/hook", "example.com", "example.com", "/hook"),
        ("https://example.com", "example.com", "example.com", "/"),
        ("https://Shop.Example.com:8443/a/b?c=d", "shop.example.com", "shop.example.com:8443", "/a/b?c=d"),
        ("https://b\u00fccher.example/hook", "xn--bcher-kva.example", "xn--bcher-kva.example", "/hook"),
        ("https://example.com./hook", "example.com", "example.com", "/hook"),
        ("https://93.184.215.14/hook", "93.184.215.14", "93.184.215.14", "/hook"),
        ("https://[2606:2800:21f:cb07::1]/", "2606:2800:21f:cb07::1", "[2606:2800:21f:cb07::1]", "/"),
    ],
)
def test_url_is_taken_apart(url: str, host: str, authority: str, path: str) -> None:
    """Host in lower case and ASCII, the port named where it is not the scheme's, the path with its query."""
    target = parse_target(url, LIVE)
    assert (target.host, target.authority, target.path, target.secure) == (host, authority, path, True)


def test_plain_http_is_for_test_mode() -> None:
    """In live mode nobody on the way may read an event."""
    assert parse_target("http://example.com:8080/hook", TEST).port == 8080
    assert refused("http://example.com/hook", LIVE)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9000/hook", "http://localhost:3000/", "https://[::1]:8000/", "http://127.9.9.9:1/"]
)
def test_sandbox_on_this_machine_may_reach_it(url: str) -> None:
    """Loopback over http and at any port, where the stack's setting says so and nowhere else."""
    assert not refused(url, SANDBOX)
    assert refused(url, TEST)
    require_reachable(["127.0.0.1", "::1"], SANDBOX)


@pytest.mark.parametrize("address", [each for each in CLOSED_ADDRESSES if not is_loopback(ip_address(each))])
def test_sandbox_reaches_nothing_else(address: str) -> None:
    """The setting opens this machine, not the network that it is in."""
    with pytest.raises(errors.WebhookUrlRefused):
        require_reachable([address], SANDBOX)


def test_sandbox_does_not_reach_what_is_mapped_to_loopback() -> None:
    """::ffff:127.0.0.1 is loopback to the operating system: said in that form it is refused all the same."""
    assert refused("http://[::ffff:127.0.0.1]:9000/", SANDBOX)


def test_refusal_says_what_is_wrong() -> None:
    """The field is named, and the message says what to send instead."""
    with pytest.raises(errors.WebhookUrlRefused) as refusal:
        parse_target("https://example.com:22/", LIVE)
    assert refusal.value.message == "The URL names port 22; for https use 443 or 8443."
    assert [field.field for field in refusal.value.fields] == ["url"]
