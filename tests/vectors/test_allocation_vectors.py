"""Splits that other commerce systems publish, and how a refund is spread over payments."""

from commerce.domain.allocation import allocate, allocate_within
from commerce.domain.reversal import spread_latest_first
from tests.vectors.cases import Case, every


@every("allocation")
def test_allocate_matches_the_vector(case: Case) -> None:
    """An amount is split over weights, and held within limits where there are any."""
    given = case["input"]
    if "limits" in given:
        assert allocate_within(given["amount"], given["weights"], given["limits"]) == case["expected"]
    else:
        assert allocate(given["amount"], given["weights"]) == case["expected"]


@every("payment_spread")
def test_spread_latest_first_matches_the_vector(case: Case) -> None:
    """A refund of several payments takes from the latest first."""
    assert spread_latest_first(case["input"]["amount"], case["input"]["refundableAmounts"]) == case["expected"]
