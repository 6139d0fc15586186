"""The merchant's colour as the style sheet wants it, for light and for dark screens."""

from commerce.domain.colours import READABLE, VISIBLE, Colour, readable_beside, readable_on

DEFAULT = "#2a4fd0"
LIGHT_GROUND, DARK_GROUND = Colour.parse("#ffffff"), Colour.parse("#161a22")
"""What forms stand on; `style.css` says the same."""


def variables(brand: str | None) -> str:
    """Custom properties: the accent, what is written on it, its edge where it would vanish, and links."""
    light, dark = (_declared(Colour.parse(brand or DEFAULT), ground) for ground in (LIGHT_GROUND, DARK_GROUND))
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _declared(brand: Colour, ground: Colour) -> str:
    # The button itself has to be seen on its ground; what is hard to tell from it is moved away from it a little.
    accent = readable_beside(brand, ground, VISIBLE)
    named = {
        "accent": accent,
        "on-accent": readable_on(accent),
        "link": readable_beside(brand, ground, READABLE + 0.5),
    }
    return "".join(f"--{name}:{colour};" for name, colour in named.items())
