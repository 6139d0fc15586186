"""Signed webhooks: every event to every registered URL, in the background.

They go to this machine only, are tried a few times, and can be doubled, delayed, turned
round or held back by the control endpoints. What wasn't delivered when the process ends is
lost; the events themselves can still be listed.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import threading
import time
from dataclasses import dataclass
from heapq import heappop, heappush
from urllib.parse import urlsplit

from .call import public
from .errors import InvalidRequestError, Json
from .store import Store

_TRIES = 5
_FIRST_RETRY_SECONDS = 0.5
_TIMEOUT_SECONDS = 10.0
# Long enough for the events of a few requests to meet and be turned round.
_REORDER_SECONDS = 0.1
_SENDERS = 4
# Where events go, which is remembered …
_LASTING: Json = {"secret": "whsec_standin", "events": ["*"]}
# … and how they go wrong, which is not.
_DIALS: Json = {
    "duplicate": 0,
    "delaySeconds": 0.0,
    "reorder": False,
    "paused": False,
}


@dataclass(frozen=True)
class Delivery:
    """One event on its way to one URL. tries: how many were made."""

    url: str
    secret: str
    event_id: str
    body: bytes
    tries: int = 0


class Webhooks:
    """The endpoints and what is waiting to be sent to them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.lock:
            kept: dict[str, Json] = store.setting("webhook_endpoints") or {}
        self._endpoints = {url: {**lasting, **_DIALS} for url, lasting in kept.items()}
        self._waiting: list[tuple[float, int, Delivery]] = []
        self._held: list[tuple[float, int, Delivery]] = []
        self._order = 0
        self._changed = threading.Condition()
        self._stopped = False
        self.delivered = 0
        self.given_up = 0

    def start(self) -> None:
        """Begin to send, on a few threads of their own."""
        for number in range(_SENDERS):
            threading.Thread(target=self._send_until_stopped, name=f"webhooks-{number}", daemon=True).start()

    def stop(self) -> None:
        """Send nothing more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def register(self, wanted: Json) -> list[Json]:
        """Add an endpoint, or change the one of that URL (without `url`: all of them)."""
        _check(wanted)
        urls = [wanted["url"]] if "url" in wanted else list(self._endpoints)
        for url in urls:
            _require_loopback(url)
            known = self._endpoints.get(url, {**_LASTING, **_DIALS})
            # A new dict: another thread may be going through the old one.
            self._endpoints = {**self._endpoints, url: {**known, **wanted, "url": url}}
        self._keep()
        with self._changed:
            self._let_go()
            self._changed.notify_all()
        return self.listed()

    def listed(self) -> list[Json]:
        """List the endpoints as they are set."""
        return list(self._endpoints.values())

    def forget(self) -> None:
        """Forget all endpoints and what was waiting."""
        self._endpoints = {}
        self.start_afresh()

    def start_afresh(self) -> None:
        """Drop what was waiting and turn the dials back; the endpoints stay."""
        with self._changed:
            self._waiting.clear()
            self._held.clear()
        self._endpoints = {url: {**endpoint, **_DIALS} for url, endpoint in self._endpoints.items()}
        self._keep()

    @property
    def waiting(self) -> int:
        """How many deliveries are still to be made."""
        with self._changed:
            return len(self._waiting) + len(self._held)

    def send(self, events: list[Json]) -> None:
        """Queue the events of one request. Returns at once."""
        if not events or not self._endpoints:
            return
        now = time.monotonic()
        with self._changed:
            for endpoint in self._endpoints.values():
                for event in events:
                    if not {"*", event["type"]} & set(endpoint["events"]):
                        continue
                    body = json.dumps(public(event)).encode()
                    made = Delivery(endpoint["url"], endpoint["secret"], event["id"], body)
                    for _ in range(1 + endpoint["duplicate"]):
                        self._queue(now + endpoint["delaySeconds"], made, endpoint)
            self._changed.notify_all()

    def flush(self) -> Json:
        """Send all that waits, paused or not, one after the other, and say how it went."""
        with self._changed:
            self._let_go()
            batch = [heappop(self._waiting)[2] for _ in range(len(self._waiting))]
        outcomes = [self._attempt(delivery) for delivery in batch]
        return {"delivered": sum(outcomes), "failed": len(outcomes) - sum(outcomes)}

    def _keep(self) -> None:
        lasting = {
            url: {name: endpoint[name] for name in ("url", *_LASTING)} for url, endpoint in self._endpoints.items()
        }
        with self._store.lock:
            self._store.set("webhook_endpoints", lasting or None)

    def _queue(self, due: float, delivery: Delivery, endpoint: Json) -> None:
        self._order += 1
        # Within the reordering window the later delivery comes first.
        place = -self._order if endpoint["reorder"] else self._order
        due = round(due, 1) + _REORDER_SECONDS if endpoint["reorder"] else due
        heappush(self._waiting, (due, place, delivery))

    def _send_until_stopped(self) -> None:
        while (delivery := self._next()) is not None:
            self._attempt(delivery)

    def _next(self) -> Delivery | None:
        """Wait for a delivery that may go out; None when stopping."""
        with self._changed:
            while not self._stopped:
                now = time.monotonic()
                while self._waiting and self._waiting[0][0] <= now:
                    entry = heappop(self._waiting)
                    endpoint = self._endpoints.get(entry[2].url)
                    if endpoint is None or not endpoint["paused"]:
                        return entry[2]
                    self._held.append(entry)
                self._changed.wait(self._waiting[0][0] - now if self._waiting else None)
        return None

    def _let_go(self) -> None:
        """Put what was held back in the queue again; the condition is held."""
        for entry in self._held:
            heappush(self._waiting, entry)
        self._held.clear()

    def _attempt(self, delivery: Delivery) -> bool:
        if _post(delivery):
            self.delivered += 1
            return True
        tries = delivery.tries + 1
        if tries >= _TRIES:
            self.given_up += 1
            return False
        again = Delivery(delivery.url, delivery.secret, delivery.event_id, delivery.body, tries)
        with self._changed:
            self._order += 1
            due = time.monotonic() + _FIRST_RETRY_SECONDS * 2 ** (tries - 1)
            heappush(self._waiting, (due, self._order, again))
            self._changed.notify()
        return False


def signature(body: bytes, secret: str, at: int) -> str:
    """Make the Stripe-Signature header. at: seconds since 1970, by the receiver's (real) clock."""
    signed = f"{at}.".encode() + body
    return f"t={at},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def _post(delivery: Delivery) -> bool:
    """Send once; whether a 2xx came back."""
    target = urlsplit(delivery.url)
    path = (target.path or "/") + (f"?{target.query}" if target.query else "")
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Stripe-Signature": signature(delivery.body, delivery.secret, int(time.time())),
    }
    connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=_TIMEOUT_SECONDS)
    try:
        connection.request("POST", path, delivery.body, headers)
        return 200 <= connection.getresponse().status < 300
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _check(wanted: Json) -> None:
    """Refuse an endpoint's settings if one is unknown or of the wrong kind."""
    kinds: dict[str, type | tuple[type, ...]] = {
        "url": str,
        "secret": str,
        "events": list,
        "duplicate": int,
        "delaySeconds": (int, float),
        "reorder": bool,
        "paused": bool,
    }
    for name, value in wanted.items():
        if name not in kinds:
            raise InvalidRequestError(f"'{name}' is unknown; known are {', '.join(kinds)}.", param=name)
        if not isinstance(value, kinds[name]) or (isinstance(value, int | float) and value < 0):
            raise InvalidRequestError(f"'{name}' is of the wrong kind.", param=name)


def _require_loopback(url: object) -> None:
    target = urlsplit(url if isinstance(url, str) else "")
    host = target.hostname or ""
    local = host == "localhost"
    if not local:
        try:
            local = ipaddress.ip_address(host).is_loopback
        except ValueError:
            local = False
    if target.scheme != "http" or not local:
        raise InvalidRequestError("url is http:// on this machine: 127.0.0.1, [::1] or localhost.")
