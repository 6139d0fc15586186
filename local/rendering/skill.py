"""What agents read first: an Agent Skill, the index that publishes it, and llms.txt.

Sources: the Agent Skills specification (name and description in the frontmatter, instructions below), the Agent Skills
discovery draft 0.2.0 (an index with a digest of each skill), and the llms.txt proposal (a title, a summary, links).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from commerce.domain.lifecycle import OrderStatus, allowed_actions
from commerce.edge.operation import Operation
from local.rendering.openapi_parts import CONVENTIONS
from local.rendering.requests import example_bodies

NAME = "flint-orders"
DESCRIPTION = (
    "Take and manage orders over the Flint API: create an order, discount and tax it, charge a card through Stripe, "
    "refund it by amount or line, keep customers, saved cards, catalog items with stock, coupons and invoices. Use it "
    "whenever somebody wants to sell something, take a payment, give money back, or look up an order."
)
SCHEMA = "https://schemas.agentskills.io/discovery/0.2.0/schema.json"

WALK = ("orders.create", "orders.applyCoupon", "orders.pay", "refunds.create", "orders.get")
"""The main job, in this order."""

INTRODUCTION = (
    "An order is the one thing that everything else is an operation on: payments, refunds, discounts, tax, tips, "
    "invoices. `GET /openapi.json` describes every field, `/docs` explains them to people."
)

RULES = """\
1. Send an `Idempotency-Key` of your own with every POST, PATCH and DELETE, and keep it until you know the outcome. If
   no answer came, or it was a 503 or a 409 with `Retry-After`, repeat the same request with the same key: nothing
   happens twice.
2. Never compute totals. Every answer has them in `netAmounts`, worked out by the server.
3. Read `availableActions` before you act: each is a request with method, path and `body`. Choose what the body lacks of
   `requiredFields`, and ask a human first where it says so. `blockedActions` says what is not possible now, why, and
   which request leads there (`unblockedBy`).
4. Ask before you move money: try `?dryRun=true` first, show the `summary` and the amounts, then repeat without it.
5. On an error read `error.remediation.nextSteps`; `nextActions` beside it holds requests that lead on, your own put
   right first: send one with a new `Idempotency-Key`. `error.code` is stable. A 402 is the card's answer: ask for
   another card.
6. Never send a card number. Cards come as tokens or payment methods of Stripe (`tok_visa`, `pm_…` in test mode).
7. On a 403 `HUMAN_CONFIRMATION_REQUIRED`, tell a person `error.confirmationId` and what it is for. Once they approved
   it, repeat the same request with the same `Idempotency-Key`. `AMOUNT_EXCEEDS_KEY_LIMIT`, `ACTION_NOT_ALLOWED` and
   `CONFIRMATION_DECLINED` are final: stop there, and never split a payment to stay below a limit.
8. A key that begins with `flint_test_` moves no real money; one that begins with `flint_live_` does."""


def render_skill(operations: Iterable[Operation]) -> str:
    """The skill: when to use it, how to go about it, and every operation with its path."""
    by_name = {operation.name: operation for operation in operations}
    parts = [
        f"---\nname: {NAME}\ndescription: {json.dumps(DESCRIPTION)}\n---",
        "# Orders with Flint",
        INTRODUCTION,
        "## Rules",
        RULES,
        "## From an order to a refund",
        *(_step(number, by_name[name]) for number, name in enumerate(WALK, start=1)),
        "## An order's lifecycle",
        _lifecycle(),
        "## Conventions",
        CONVENTIONS,
        "## Operations",
        _table(by_name.values()),
    ]
    return "\n\n".join(parts) + "\n"


def _step(number: int, operation: Operation) -> str:
    body = example_bodies().get(operation.name)
    request = f"{operation.method} {operation.path}"
    if body is not None:
        request += "\n" + json.dumps(body, ensure_ascii=False, indent=2)
    return f"**{number}. {_summary(operation)}**\n\n```http\n{request}\n```"


def _lifecycle() -> str:
    rows = [f"| `{status}` | {', '.join(allowed_actions(status)) or 'nothing more'} |" for status in OrderStatus]
    return "\n".join(["| status | what may be done |", "|---|---|", *rows])


def _table(operations: Iterable[Operation]) -> str:
    rows = [
        f"| `{each.name}` | `{each.method} {each.path}` | {_summary(each)} |" for each in operations if not each.signed
    ]
    return "\n".join(["| operation | request | what it does |", "|---|---|---|", *rows])


def _summary(operation: Operation) -> str:
    return operation.documentation.partition("\n\n")[0].replace("\n", " ").removesuffix(".")


def render_index(skill: str) -> str:
    """The index that tells of the skill, with the digest by which a client checks what it fetched."""
    digest = hashlib.sha256(skill.encode()).hexdigest()
    entry = {
        "name": NAME,
        "type": "skill-md",
        "description": DESCRIPTION,
        "url": "/SKILL.md",
        "digest": f"sha256:{digest}",
    }
    return json.dumps({"$schema": SCHEMA, "skills": [entry]}, indent=2) + "\n"


def render_llms() -> str:
    """A title, a summary, and where the rest is."""
    return f"""\
# Flint

> {DESCRIPTION}

## Docs

- [Skill](/SKILL.md): rules, the way from an order to a refund, and every operation; read this first
- [OpenAPI 3.1](/openapi.json): every field, limit, error code and example
- [Guides and reference](/docs): for people; quickstart, lifecycle, money, idempotency, refunds, webhooks, testing

## Optional

- [Agent Skills index](/.well-known/agent-skills/index.json): the skill with its digest
- [Health](/health): whether the API answers
"""
