"""Real races over HTTP, a few rounds of each; `python -m tests.faults.races` runs fifty with more clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.race_shop import Shop
from tests.faults.races import RACES, Race, run_race
from tests.faults.racing import racers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.runtime import Runtime

CLIENTS = 6
"""More than refunds fit, and few enough that their functions start in seconds."""

ROUNDS = 3


@pytest.fixture(scope="module")
def shop(runtime: Runtime) -> Iterator[Shop]:
    """The sandbox merchant, with as many clients as race."""
    with racers(runtime.sandbox.base_url, runtime.sandbox.api_key, CLIENTS) as clients:
        racing = Shop(runtime, clients)
        yield racing
        racing.close()


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.name)
def test_race_has_the_right_winners_and_tells_every_loser_why(shop: Shop, race: Race) -> None:
    """What only some can have goes to exactly that many, and the books agree with what each was told."""
    assert run_race(shop, race, ROUNDS).violations == []
