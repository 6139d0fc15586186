"""The test bank: the page on which a buyer confirms a payment, or does not. It needs no script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from . import payments, setup_intents
from .errors import ApiError

if TYPE_CHECKING:
    from .engine import Engine, Reply, Request
    from .errors import Json

KINDS = {"payment_intents": ("payment_intent", payments), "setup_intents": ("setup_intent", setup_intents)}
FORM = "application/x-www-form-urlencoded"
OUTCOMES = ("succeed", "fail")
HTML = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

_STYLE = """
:root{color-scheme:light dark;--ink:#14171f;--ground:#fff;--page:#eef1f6;--line:#868e9c;--main:#14539a}
@media(prefers-color-scheme:dark){:root{--ink:#eef0f4;--ground:#161a22;--page:#0e1117;--line:#78818f;--main:#1d5fa8}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:12vh auto;padding:2rem;background:var(--ground);border-radius:12px;display:grid;gap:1rem}
h1{font-size:1.25rem;margin:0}p{margin:0}
button{width:100%;font:inherit;font-weight:600;padding:.8rem;border-radius:8px;border:1px solid var(--line);
background:none;color:inherit;cursor:pointer}
button.main{background:var(--main);border-color:var(--main);color:#fff}
:focus-visible{outline:3px solid var(--main);outline-offset:2px}
form{display:grid;gap:.75rem}
"""


def show(engine: Engine, request: Request, resource: str, intent_id: str) -> Reply:
    """Ask whether it is the buyer who pays."""
    try:
        _look_up(engine, resource, intent_id)
    except ApiError as refusal:
        return _page(refusal.status, "<h1>Test bank</h1><p>There is no such payment.</p>")
    back = dict(parse_qsl(request.query)).get("return_url", "")
    return _page(
        200,
        f"<h1>Test bank</h1><p>Is it you who is paying?</p>"
        f'<form method="post"><input type="hidden" name="return_url" value="{escape(back)}">'
        '<button class="main" name="outcome" value="succeed">Complete</button>'
        '<button name="outcome" value="fail">Fail</button></form>',
    )


def decide(engine: Engine, request: Request, resource: str, intent_id: str) -> Reply:
    """Do what the buyer chose, and send them back to where they came from."""
    form = dict(parse_qsl(request.body))
    outcome, back = form.get("outcome", ""), form.get("return_url", "")
    if outcome not in OUTCOMES:
        return _page(400, "<h1>Test bank</h1><p>Choose one of the buttons.</p>")
    kind, finish = KINDS[resource]
    try:
        intent = engine.work(lambda call: finish.finish_challenge(call, call.get(kind, intent_id), outcome))
    except ApiError:
        intent = _look_up(engine, resource, intent_id)  # it was decided before: a second click, or another tab
    if urlsplit(back).scheme not in {"http", "https"}:
        return _page(200, f"<h1>Test bank</h1><p>{escape(intent['status'])}</p>")
    return _reply(303, b"", {**HTML, "Location": _returned(back, intent, outcome)})


def _look_up(engine: Engine, resource: str, intent_id: str) -> Json:
    kind, _ = KINDS[resource]
    return engine.work(lambda call: call.get(kind, intent_id))


def _returned(back: str, intent: Json, outcome: str) -> str:
    """The address to return to, with what Stripe says in it."""
    told = {
        intent["object"]: intent["id"],
        f"{intent['object']}_client_secret": intent["client_secret"],
        "redirect_status": "succeeded" if outcome == "succeed" else "failed",
    }
    parts = urlsplit(back)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *told.items()])
    return urlunsplit(parts._replace(query=query))


def _page(status: int, content: str) -> Reply:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
    text = f'<!doctype html><html lang="en"><title>Test bank</title>{head}<main>{content}</main></html>'
    return _reply(status, text.encode(), HTML)


def _reply(status: int, body: bytes, headers: dict[str, str]) -> Reply:
    from .engine import Reply  # noqa: PLC0415 (which leads here)

    return Reply(status, body, headers)
