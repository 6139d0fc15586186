"""One request's view of the books: look up, write, announce, put off."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from .errors import InvalidRequestError, Json, NoSuchObjectError
from .store import Store

API_VERSION = "2026-10-28.endive"
# The field of a stored object that callers never see.
PRIVATE = "_standin"

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_EXPAND_DEPTH = 4


def new_id(prefix: str, length: int = 24) -> str:
    """Make a fresh id: `new_id("pi_3")` is "pi_3Q…"; opaque to callers."""
    return prefix + "".join(_ALPHABET[byte % 62] for byte in os.urandom(length))


@dataclass
class Call:
    """What an endpoint works with.

    now: whole seconds of the stand-in's clock. announced: the events made so far, in order;
    they go out to webhooks once the request is committed. base_url: this stand-in's own, for
    links in replies. work_put_off: whether a job was added.
    """

    store: Store
    now: int
    request_id: str | None
    idempotency_key: str | None = None
    base_url: str = ""
    announced: list[Json] = field(default_factory=list)
    work_put_off: bool = False

    def get(self, kind: str, object_id: str, *, param: str = "id") -> Json:
        """Look up the object of that kind and id. Raises NoSuchObjectError, naming the parameter."""
        obj = self.store.get(object_id)
        if obj is None or obj["object"] != kind or obj.get("deleted"):
            raise NoSuchObjectError(kind, object_id, param=param)
        return obj

    def put(self, obj: Json) -> Json:
        """Write an object and hand it back."""
        self.store.put(obj)
        return obj

    def announce(self, event_type: str, obj: Json, previous: Json | None = None) -> None:
        """Record an event that shows the object as it is now.

        previous: the changed fields' earlier values, for `….updated` events.
        """
        data: Json = {"object": public(obj)}
        if previous is not None:
            data["previous_attributes"] = previous
        event = {
            "id": new_id("evt_1", 23),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now,
            "data": data,
            "livemode": False,
            "pending_webhooks": 1 if self.store.setting("webhook_endpoints") else 0,
            "request": {"id": self.request_id, "idempotency_key": self.idempotency_key},
            "type": event_type,
        }
        self.announced.append(self.put(event))

    def later(self, seconds: float, job: str, **arguments: Any) -> None:
        """Do a job of `jobs.py` when the stand-in's clock has moved on this far."""
        self.store.add_job(self.now + seconds, job, arguments)
        self.work_put_off = True

    def take_dial(self, name: str) -> Any:
        """Take the value that the control endpoints set for the next occasion; None if none is set."""
        value = self.store.setting(name)
        if value is not None:
            self.store.set(name, None)
        return value

    def page(self, kind: str, path: str, params: Json, *filters: str) -> Json:
        """Make a list reply. Raises NoSuchObjectError for a cursor that is no object's id."""
        for cursor in ("starting_after", "ending_before"):
            if cursor in params and self.store.get(params[cursor]) is None:
                raise NoSuchObjectError(kind, params[cursor], param=cursor)
        found, has_more = self.store.find(
            kind,
            where={name: params[name] for name in filters if name in params},
            created=params.get("created"),
            starting_after=params.get("starting_after"),
            ending_before=params.get("ending_before"),
            limit=params.get("limit", 10),
        )
        return {"object": "list", "data": found, "has_more": has_more, "url": path}

    def expand(self, reply: Json, paths: list[str]) -> Json:
        """Put whole objects where `expand[]` asks for them instead of ids."""
        for path in paths:
            self._expand(reply, path.split("."), path)
        return reply

    def _expand(self, node: Any, steps: list[str], path: str) -> None:
        if len(steps) > _EXPAND_DEPTH:
            raise InvalidRequestError(f"You can't expand more than {_EXPAND_DEPTH} levels: {path}.")
        if isinstance(node, list):
            for entry in node:
                self._expand(entry, steps, path)
            return
        step, *rest = steps
        if not isinstance(node, dict) or step not in node:
            raise InvalidRequestError(f"This property cannot be expanded ({path}).", param="expand")
        if isinstance(node[step], str):
            found = self.store.get(node[step])
            if found is None:
                raise InvalidRequestError(f"This property cannot be expanded ({path}).", param="expand")
            node[step] = found
        if rest and node[step] is not None:
            self._expand(node[step], rest, path)


def public(node: Any) -> Any:
    """Show the object as callers see it: without what only the stand-in reads."""
    if isinstance(node, dict):
        return {key: public(value) for key, value in node.items() if key != PRIVATE}
    if isinstance(node, list):
        return [public(entry) for entry in node]
    return node
