"""Pages that list what is no resource: every error code, every type of event."""

from __future__ import annotations

from typing import Any

from commerce.pages.html import Markup, joined, tag
from local.rendering.docs.guides import code_block, inline
from local.rendering.docs.layout import PREFIX, Page, Site
from local.rendering.docs.samples import laid_out
from local.rendering.openapi_parts import SHARED_RESPONSES

WHAT_TO_DO = {
    400: "Correct what the message names: `error.remediation.missingOrInvalidFields` lists every wrong field at once. "
    "The same request would be refused again.",
    401: "Send a key that exists and was not revoked.",
    402: "The card's answer, and final: ask the buyer for another card, and pay with a new idempotency key.",
    403: "Use a key that has the scope in `error.requiredScope`. An agent's key is told how far it may go, and what a "
    "person has to approve.",
    404: "Check the id, and that the key belongs to the same merchant and mode.",
    409: "Read the resource again: `error.supportedActions` lists what its state allows. With `Retry-After`, repeat "
    "the same request with the same key.",
    422: "Correct what the message names.",
    429: "Wait for `Retry-After`, then repeat the same request.",
    500: "Repeat the same request with the same idempotency key.",
    503: "Nobody knows yet what came of it: repeat the same request with the same idempotency key, which finishes the "
    "work and never does it twice.",
}
SHARED_STATUS = {name: status for status, name in SHARED_RESPONSES.items()}
EVERYWHERE = tuple(SHARED_STATUS)


def errors_page(document: dict[str, Any]) -> Page:
    """Every code with its meaning, by status, and what to do about it."""
    codes = document["components"]["schemas"]["ErrorCode"]
    meanings = dict(zip(codes["enum"], codes["x-enum-descriptions"], strict=True))
    statuses = _statuses(document)
    by_status: dict[int, list[str]] = {}
    for code in meanings:
        by_status.setdefault(statuses[code], []).append(code)
    about = "Every refusal has a stable code and says what to do next."
    sections = {f"status-{status}": str(status) for status in sorted(by_status)}
    content = joined(
        tag("p", about, class_="lead"),
        code_block(laid_out(_example()), "json"),
        tag(
            "p",
            inline(_EVERYWHERE.format(codes=", ".join(f"`{each}`" for each in _everywhere(document)))),
            id="everywhere",
        ),
        [_status(status, by_status[status], meanings) for status in sorted(by_status)],
    )
    return Page("Errors", about, sections, content)


_EVERYWHERE = (
    "Branch on `error.code`, show `error.message`, and expect codes that are new. Every operation that takes a key can "
    "answer {codes}."
)


def _example() -> dict[str, Any]:
    return {
        "error": {
            "type": "conflict_error",
            "code": "ORDER_NOT_OPEN",
            "message": "Order is PAID; allowed: refund, close, update.",
            "supportedActions": ["refund", "close", "update"],
            "remediation": {"retryable": False, "retryAfterMs": None, "nextSteps": ["…"]},
        },
        "requestId": "req_…",
    }


def _status(status: int, codes: list[str], meanings: dict[str, str]) -> Markup:
    rows = [tag("div", tag("dt", tag("code", code)), tag("dd", inline(meanings[code])), id=code) for code in codes]
    return tag(
        "section",
        tag("h2", str(status)),
        tag("p", inline(WHAT_TO_DO[status])),
        tag("dl", rows, class_="fields"),
        id=f"status-{status}",
    )


def _codes(response: dict[str, Any]) -> list[str]:
    schema = response["content"]["application/json"]["schema"]
    return list(schema["properties"]["error"]["properties"]["code"]["enum"])


def _everywhere(document: dict[str, Any]) -> list[str]:
    shared = document["components"]["responses"]
    return [code for name in EVERYWHERE for code in _codes(shared[name])]


def _statuses(document: dict[str, Any]) -> dict[str, int]:
    """The status that each code comes with."""
    shared = document["components"]["responses"]
    found = {code: SHARED_STATUS[name] for name in EVERYWHERE for code in _codes(shared[name])}
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if status >= "400" and "content" in response:
                    found |= dict.fromkeys(_codes(response), int(status))
    return found


def events_page(site: Site) -> Page:
    """Every type of event, and what it brings."""
    about = "What is told to webhook endpoints and on the event bus, and what each event brings."
    rows = [_event(site, name, each["post"]) for name, each in site.document["webhooks"].items()]
    example = next(iter(site.document["webhooks"].values()))["post"]["requestBody"]["content"]["application/json"][
        "example"
    ]
    short = {**example, "data": {"id": example["data"]["id"], "…": "…"}}
    content = joined(
        tag("p", about, class_="lead"),
        code_block(laid_out(short), "json"),
        tag(
            "p",
            inline("`data` is the resource as the API would answer it at that moment. See [webhooks](/docs/webhooks)."),
        ),
        tag("dl", rows, class_="fields"),
    )
    return Page("Event types", about, {}, content)


def _event(site: Site, name: str, described: dict[str, Any]) -> Markup:
    schema = described["requestBody"]["content"]["application/json"]["schema"]["$ref"].removeprefix(PREFIX)
    resource = site.schemas[schema]["properties"]["data"]["$ref"].removeprefix(PREFIX)
    return tag(
        "div",
        tag("dt", tag("code", name), tag("span", site.link(resource), class_="type")),
        tag("dd", inline(f"{described['summary'].removesuffix('.')}.")),
        id=name,
    )
