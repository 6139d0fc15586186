"""Any colour that a merchant likes leaves a page that can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.domain.colours import BLACK, WHITE, Colour, contrast, readable_beside, readable_on
from commerce.pages.theme import DARK_GROUND, LIGHT_GROUND, variables

COLOURS = st.builds(Colour, *(st.integers(0, 255) for _ in range(3)))


def test_contrast_is_wcag_s() -> None:
    """Black on white is 21; #767676 on white is the well-known 4.54."""
    assert round(contrast(BLACK, WHITE), 2) == 21
    assert round(contrast(Colour.parse("#767676"), WHITE), 2) == 4.54


@given(COLOURS)
def test_one_of_black_and_white_can_be_read_on_any_colour(ground: Colour) -> None:
    """The square root of 21 is 4.58."""
    assert contrast(readable_on(ground), ground) >= 4.5


@given(COLOURS)
def test_every_brand_s_button_and_link_can_be_told_and_read(brand: Colour) -> None:
    """On light and on dark: text 4.5, the button's edge 3."""
    for text, ground in zip(variables(str(brand)).split("@media"), (LIGHT_GROUND, DARK_GROUND), strict=True):
        told = {name: Colour.parse(value) for name, value in re.findall(r"--([\w-]+):(#\w{6});", text)}
        assert contrast(told["accent"], ground) >= 3
        assert contrast(told["on-accent"], told["accent"]) >= 4.5
        assert contrast(told["link"], ground) >= 4.5


@pytest.mark.parametrize("colour", ["#0f766e", "#000000", "#123456"])
def test_colour_that_can_be_read_stays_as_it_is(colour: str) -> None:
    """Nothing is changed without need."""
    assert str(readable_beside(Colour.parse(colour), WHITE)) == colour
