"""Splits worked by hand."""

import pytest

from commerce.domain.allocation import allocate, allocate_growing, allocate_within


def test_allocate_gives_the_spare_unit_to_the_largest_remainder() -> None:
    """819 over 7920 and 2320: 633.45 and 185.55, so the second rounds up."""
    assert allocate(819, [7920, 2320]) == [633, 186]


def test_allocate_breaks_a_tie_for_the_earlier_part() -> None:
    """100 over three equal weights: 33.33 each, one unit over."""
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]


def test_allocate_gives_a_zero_weight_nothing() -> None:
    """A free line carries no part of a discount, not even a spare unit."""
    assert allocate(100, [0, 333, 333, 333]) == [0, 34, 33, 33]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [5, 7]])
def test_allocate_of_nothing_is_nothing(weights: list[int]) -> None:
    """An amount of 0 needs no weight to carry it."""
    assert allocate(0, weights) == [0] * len(weights)


@pytest.mark.parametrize(
    ("amount", "weights", "message"),
    [
        (1, [], "at least one weight above 0"),
        (1, [0, 0], "at least one weight above 0"),
        (-1, [1], "0 or more"),
        (1, [2, -1], "weight is never negative"),
    ],
)
def test_allocate_refuses_what_it_cannot_split(amount: int, weights: list[int], message: str) -> None:
    """An amount without a weight would be lost; nothing negative is split."""
    with pytest.raises(ValueError, match=message):
        allocate(amount, weights)


def test_allocate_within_passes_on_what_a_full_part_rejects() -> None:
    """1200 over 1, 2, 5 and 3: the second and third are full at 100 and 0, then the last at 400; 700 are left."""
    assert allocate_within(1200, [1000, 2000, 5000, 3000], [1000, 100, 0, 400]) == [700, 100, 0, 400]


def test_allocate_within_stops_when_all_are_full() -> None:
    """2500 find room for 2000."""
    assert allocate_within(2500, [1000, 1000], [1000, 1000]) == [1000, 1000]


def test_allocate_within_leaves_a_part_alone_that_is_just_full() -> None:
    """0.6, 0.6 and 1.8 of 3: the first has room for its 1, so nothing goes round again."""
    assert allocate_within(3, [1, 1, 3], [1, 99, 99]) == allocate(3, [1, 1, 3]) == [1, 0, 2]


@pytest.mark.parametrize("limits", [[-1, 5], [5, -1]])
def test_allocate_within_refuses_a_negative_limit(limits: list[int]) -> None:
    """A limit is room, and room is never negative, whatever the others have."""
    with pytest.raises(ValueError, match="limit is never negative"):
        allocate_within(1, [1, 1], limits)


def test_allocate_growing_never_takes_a_unit_back() -> None:
    """Largest remainders give the last of 6, 6 and 2 a second unit of 10 and take it back of 11."""
    assert [allocate(amount, [6, 6, 2]) for amount in (10, 11)] == [[4, 4, 2], [5, 5, 1]]
    assert [allocate_growing(amount, [6, 6, 2]) for amount in (10, 11)] == [[5, 4, 1], [5, 5, 1]]
    assert allocate_growing(14, [6, 6, 2]) == [6, 6, 2]


@pytest.mark.parametrize(("amount", "weights"), [(-1, [1]), (4, [1, 2]), (1, [2, -1])])
def test_allocate_growing_refuses_more_than_its_weights(amount: int, weights: list[int]) -> None:
    """The whole of it is the weights themselves."""
    with pytest.raises(ValueError, match=r"can be split over these weights|weight is never negative"):
        allocate_growing(amount, weights)
