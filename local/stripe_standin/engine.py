"""From a request to its reply: key, parameters, fault, work, commit, webhooks."""

from __future__ import annotations

import base64
import binascii
import json
import re
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from . import form as forms
from . import jobs, routes
from .call import API_VERSION, Call, new_id, public
from .clock import Clock
from .errors import ApiError, Json, ServerFaultError, UnauthorizedError, UnknownUrlError
from .faults import Fault, FaultDial
from .idempotency import Keys, Remembered
from .store import Store
from .webhooks import Webhooks

_SECRET_KEY = re.compile(r"\A[sr]k_test_\w{1,200}\Z")
_CALLS_KEPT = 10_000


@dataclass(frozen=True)
class Request:
    """An HTTP request. Header names are in lower case; body is the text as sent."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Reply:
    """An HTTP reply. took_effect: whether the request changed anything that is kept."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    took_effect: bool = False


class Engine:
    """The whole of the stand-in but for its sockets."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = Clock(store)
        self.keys = Keys(store)
        self.faults = FaultDial()
        self.webhooks = Webhooks(store)
        self.calls: deque[Json] = deque(maxlen=_CALLS_KEPT)
        self.base_url = ""
        self._next_due: float | None = None
        self._job_added = threading.Event()
        with store.lock:
            self._next_due = store.next_due()

    def answer(self, request: Request, fault: Fault | None, wait: Callable[[float], None]) -> Reply:
        """Do what the request asks, once per idempotency key.

        fault: a delay, an error after the work or an error instead of it is applied here; what
        concerns the socket is not. wait: sleeps that many seconds, or less when stopping.
        """
        request_id = new_id("req_", 14)
        headers = {
            "Request-Id": request_id,
            "Stripe-Version": request.headers.get("stripe-version", API_VERSION),
        }
        key = self._key(request)
        if key is not None:
            headers["Idempotency-Key"] = request.headers["idempotency-key"]
        try:
            return self._answer(request, fault, wait, headers, key)
        except ApiError as refusal:
            return Reply(refusal.status, _encode(refusal.body), headers)
        except Exception:  # noqa: BLE001
            # A bug in here must still look like Stripe failing, and be seen.
            if not self.store.closed:
                traceback.print_exc(file=sys.stderr)
            return Reply(500, _encode(ServerFaultError().body), headers)

    def run_due(self) -> None:
        """Do the work that was put off and is due by now."""
        now = self.clock.now()
        if self._next_due is None or self._next_due > now:
            return
        with self.store.transaction():
            call = Call(self.store, int(now), None, base_url=self.base_url)
            jobs.run_due(call, now)
            self._next_due = self.store.next_due()
        self.webhooks.send(call.announced)

    def run_due_until(self, stopping: threading.Event) -> None:
        """Keep doing due work until told to stop and woken; the body of a thread."""
        while not stopping.is_set():
            self.run_due()
            due = self._next_due
            self._job_added.wait(None if due is None else max(0.0, due - self.clock.now()))
            self._job_added.clear()

    def wake(self) -> None:
        """Let the thread of `run_due_until` look again."""
        self._job_added.set()

    def work(self, do: Callable[[Call], Json]) -> Json:
        """Do something for the control endpoints in a transaction of its own."""
        self.run_due()
        with self.store.transaction():
            call = Call(self.store, int(self.clock.now()), None, base_url=self.base_url)
            done = do(call)
            self._note_jobs(call)
        self.webhooks.send(call.announced)
        self.run_due()
        shown: Json = public(done)
        return shown

    def reset(self) -> None:
        """Forget everything but where webhooks go."""
        with self.store.transaction():
            self.store.clear()
            self.clock.reset()
            self._next_due = None
        self.faults.clear()
        self.webhooks.start_afresh()
        self.calls.clear()

    def _key(self, request: Request) -> str | None:
        sent = request.headers.get("idempotency-key")
        if sent is None or request.method != "POST":
            return None
        return f"{request.headers.get('stripe-account', '')}:{sent}"

    def _answer(
        self,
        request: Request,
        fault: Fault | None,
        wait: Callable[[float], None],
        headers: dict[str, str],
        key: str | None,
    ) -> Reply:
        _check_secret_key(request.headers.get("authorization", ""))
        found = routes.find(request.method, request.path)
        if found is None:
            raise UnknownUrlError(request.method, request.path)
        form = _read_form(request)
        with self.store.lock:
            seen = key and self.keys.recall(key, request.path, form, self.clock.now())
        if seen:
            return _repeat(seen, headers)
        with self.keys.using(key):
            with self.store.lock:  # It may have been answered between the look and the hold.
                seen = key and self.keys.recall(key, request.path, form, self.clock.now())
            if seen:
                return _repeat(seen, headers)
            if fault is not None and fault.effect == "delay":
                wait(fault.delay_seconds)
            spoil = fault is not None and fault.effect == "error_500_after"
            return self._execute(request, found, form, headers, key, spoil=spoil)

    def _execute(
        self,
        request: Request,
        found: tuple[routes.Route, list[str]],
        form: forms.Form,
        headers: dict[str, str],
        key: str | None,
        *,
        spoil: bool,
    ) -> Reply:
        """Run the endpoint and commit its work together with the reply to remember.

        spoil: answer, and remember, a server fault although the work was done.
        """
        route, ids = found
        params = route.spec.read(form)
        self.run_due()
        sent_key = request.headers.get("idempotency-key") if key else None
        with self.store.transaction():
            now = self.clock.now()
            call = Call(self.store, int(now), headers["Request-Id"], sent_key, self.base_url)
            before = self.store.db.total_changes
            status, body = self._run(route, call, params, ids)
            changed = status in {200, 402} and self.store.db.total_changes > before
            if spoil:
                status, body = 500, ServerFaultError().body
            reply = Reply(status, _encode(body), headers, took_effect=changed)
            if key is not None:
                kept = Remembered(status, reply.body, headers["Request-Id"])
                self.keys.remember(key, request.path, form, kept, now)
            self._note_jobs(call)
        self.webhooks.send(call.announced)
        return reply

    def _run(self, route: routes.Route, call: Call, params: Json, ids: list[str]) -> tuple[int, Json]:
        """Run the endpoint; a refusal undoes what was written before it, unless it keeps that."""
        self.store.db.execute("SAVEPOINT work")
        try:
            done = route.handler(call, params, *ids)
            status, body = 200, call.expand(done, params.get("expand", []))
        except ApiError as refusal:
            status, body = refusal.status, refusal.body
            if not refusal.keeps_changes:
                self.store.db.execute("ROLLBACK TO work")
                call.announced.clear()
        self.store.db.execute("RELEASE work")
        return status, body

    def _note_jobs(self, call: Call) -> None:
        if call.work_put_off:
            self._next_due = self.store.next_due()
            self.wake()


def _check_secret_key(authorization: str) -> None:
    scheme, _, credentials = authorization.partition(" ")
    key = credentials.strip()
    if scheme.lower() == "basic":
        try:
            key = base64.b64decode(key, validate=True).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            key = ""
    elif scheme.lower() != "bearer":
        raise UnauthorizedError("You did not provide an API key. Send 'Authorization: Bearer sk_test_…'.")
    if not _SECRET_KEY.match(key):
        raise UnauthorizedError(f"Invalid API key provided: {key[:8]}***. Send one like sk_test_….")


def _read_form(request: Request) -> forms.Form:
    text = request.query if request.method in {"GET", "DELETE"} else request.body
    form = forms.decode(text)
    forms.refuse_card_numbers(form)
    return form


def _repeat(seen: Remembered, headers: dict[str, str]) -> Reply:
    more = {"Idempotent-Replayed": "true", "Original-Request": seen.request_id}
    return Reply(seen.status, seen.body, {**headers, **more})


def _encode(body: Json) -> bytes:
    return json.dumps(public(body)).encode()
