"""A sandbox's clock moved over a webhook's schedule, on a stack whose state machines wait in real time."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

import httpx

from local.runtime import Ports, Runtime
from tests.e2e.receiver import ARRIVAL_SECONDS, receiving

if TYPE_CHECKING:
    from pathlib import Path

ORDER = {"lineItems": [{"name": "Console", "quantity": 1, "unitPriceMoney": {"amount": 9900}}]}
FOUR_DAYS = {"seconds": 4 * 86_400}
MOST_MOVES = 10


def test_move_over_four_days_makes_every_try_of_the_schedule(tmp_path: Path) -> None:
    """Ten tries in the order of their dates, 75 hours and more from the first to the last, then the delivery failed."""
    with Runtime(home=tmp_path, ports=Ports.free()) as runtime, receiving() as receiver:
        receiver.always["/broken"] = 500
        headers = {"Authorization": f"Bearer {runtime.sandbox.api_key}"}
        with httpx.Client(base_url=runtime.sandbox.base_url, headers=headers, timeout=40) as api:
            body = {"url": receiver.url("/broken"), "subscribedEvents": ["order.created"]}
            api.post("/v1/webhooks", json=body).raise_for_status()
            api.post("/v1/orders", json=ORDER).raise_for_status()
            receiver.wait_for("/broken", 1)
            deadline = time.monotonic() + ARRIVAL_SECONDS
            while not (found := _delivery(api)):
                assert time.monotonic() < deadline
                time.sleep(0.1)
            assert found["status"] == "pending"
            moves = [_move(api) for _ in range(MOST_MOVES) if _delivery(api)["status"] == "pending"]
            delivery = _delivery(api)
            assert moves[-1] == 200
        assert (delivery["status"], delivery["tryCount"]) == ("failed", 10)
        made = [datetime.fromisoformat(each["triedAt"]) for each in delivery["tries"]]
        assert made == sorted(made)
        assert (made[-1] - made[0]).total_seconds() > 75 * 3600


def _delivery(api: httpx.Client) -> dict[str, Any]:
    """The one delivery; empty before it was noted."""
    found = api.get("/v1/webhook-events").raise_for_status().json()["data"]
    return dict(found[0]) if found else {}


def _move(api: httpx.Client) -> int:
    """Four days on, or on the way there: 503 says that it takes longer, and the same key goes on."""
    return api.post("/v1/sandbox/clock/advance", json=FOUR_DAYS, headers={"Idempotency-Key": "four days"}).status_code
