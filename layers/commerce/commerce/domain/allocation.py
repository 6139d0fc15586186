"""Splitting an amount into integer parts that add up to it exactly."""

from collections.abc import Sequence


def allocate(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount over weights so that the parts add up to it exactly.

    amount: minor units, >= 0. weights: any one unit, >= 0, not all zero unless the amount is 0.
    Every part is its exact share rounded down or up; leftover units go to the largest remainders, ties to the
    earlier part. A zero weight gets nothing.
    Raises ValueError if the amount or a weight is negative, or if there is an amount and no weight to carry it.
    Source: Hamilton's largest-remainder method.
    """
    if amount < 0:
        raise ValueError(f"Only an amount of 0 or more can be split, not {amount}.")
    if weights and min(weights) < 0:
        raise ValueError("A weight is never negative.")
    if amount == 0:
        return [0] * len(weights)
    whole = sum(weights)
    if whole == 0:
        raise ValueError(f"There is nothing to split {amount} over: give at least one weight above 0.")
    products = [amount * weight for weight in weights]
    parts = [product // whole for product in products]
    leftover = amount - sum(parts)
    if leftover:
        remainders = [product % whole for product in products]
        # Python's sort is stable also in reverse, so of equal remainders the earlier one comes first.
        for position in sorted(range(len(weights)), key=remainders.__getitem__, reverse=True)[:leftover]:
            parts[position] += 1
    assert sum(parts) == amount
    return parts


def allocate_within(amount: int, weights: Sequence[int], limits: Sequence[int]) -> list[int]:
    """Split as `allocate` does, but let no part exceed its limit: what a full part rejects goes round again.

    amount, weights: as for `allocate`. limits: minor units, >= 0, one per weight.
    The parts add up to min(amount, the limits of the parts that have a weight).
    Raises ValueError if an amount, a weight or a limit is negative. Source: water-filling.
    """
    if limits and min(limits) < 0:
        raise ValueError("A limit is never negative.")
    parts = [0] * len(weights)
    unsettled = [position for position, weight in enumerate(weights) if weight]
    while unsettled:
        shares = allocate(amount, [weights[position] for position in unsettled])
        full = [position for position, share in zip(unsettled, shares, strict=True) if share > limits[position]]
        if not full:
            for position, share in zip(unsettled, shares, strict=True):
                parts[position] = share
            break
        for position in full:
            parts[position] = limits[position]
            amount -= limits[position]
        settled = set(full)
        unsettled = [position for position in unsettled if position not in settled]
    assert all(part <= limit for part, limit in zip(parts, limits, strict=True))
    return parts


def allocate_growing(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount so that no part shrinks when the amount grows, which `allocate` can't promise.

    amount: minor units, 0 to the sum of the weights, which gives the weights themselves. weights: minor units, >= 0.
    Every part is at least its exact share rounded down; each unit left over goes where weight / (part + 1) is
    highest, ties to the earlier part.
    Raises ValueError if the amount is out of range or a weight is negative. Source: D'Hondt's highest averages.
    """
    whole = sum(weights)
    if weights and min(weights) < 0:
        raise ValueError("A weight is never negative.")
    if not 0 <= amount <= whole:
        raise ValueError(f"An amount from 0 to {whole} can be split over these weights, not {amount}.")
    parts = [amount * weight // whole if whole else 0 for weight in weights]
    for _ in range(amount - sum(parts)):
        highest = 0
        for position, weight in enumerate(weights):
            if weight * (parts[highest] + 1) > weights[highest] * (parts[position] + 1):
                highest = position
        parts[highest] += 1
    assert all(part <= weight for part, weight in zip(parts, weights, strict=True))
    return parts
