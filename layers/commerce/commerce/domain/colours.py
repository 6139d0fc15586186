"""A merchant's colour, and what can be read on it and beside it.

Source: WCAG 2.2's relative luminance and contrast ratio (1.4.3, 1.4.11).
"""

from fractions import Fraction
from typing import NamedTuple

READABLE, VISIBLE = 4.5, 3.0
"""Least contrast of text, and of what only has to be seen."""

STEPS = 20


class Colour(NamedTuple):
    """Red, green and blue, 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> "Colour":
        """`#0f766e`."""
        return cls(*(int(text[at : at + 2], 16) for at in (1, 3, 5)))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """0 for black, 1 for white."""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)

    def mixed(self, other: "Colour", part: Fraction) -> "Colour":
        """This colour with a part of another one, 0 to 1."""
        return Colour(*(round(own + (its - own) * part) for own, its in zip(self, other, strict=True)))


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def contrast(one: Colour, other: Colour) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(ground: Colour) -> Colour:
    """White or black, whichever is read more easily: one of them always has a contrast of 4.58 at least."""
    return max(WHITE, BLACK, key=lambda colour: contrast(colour, ground))


def readable_beside(colour: Colour, ground: Colour, least: float = READABLE) -> Colour:
    """The colour, darkened or lightened no more than it takes to have this contrast to the ground."""
    towards = readable_on(ground)
    mixed = (colour.mixed(towards, Fraction(step, STEPS)) for step in range(STEPS + 1))
    return next(each for each in mixed if contrast(each, ground) >= least)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
