"""Orders as shops have them: names that differ, prices that share no factor, articles with numbers of their own."""

import random
from base64 import b64encode
from typing import Any

ADJECTIVES = ("Wireless", "Leather", "Organic", "Folding", "Stainless", "Ceramic", "Vintage", "Compact", "Outdoor")
NOUNS = ("headphones", "wallet", "coffee beans", "camping chair", "water bottle", "tea pot", "desk lamp", "backpack")
COLOURS = ("black", "navy blue", "forest green", "natural", "rose gold", "dark grey", "off-white")
CARE = (
    "Ships within two working days.",
    "Wipe with a damp cloth; do not put into the dishwasher.",
    "Made in small batches, so colours may differ a little from the picture.",
    "Comes with a two-year warranty and a free return within 30 days.",
)


def line_items(count: int, *, described: bool = False) -> list[dict[str, Any]]:
    """`lineItems` of a request, the same at every run. described: with a text, a picture and metadata each."""
    chance = random.Random(count)
    return [_line(chance, described=described) for _ in range(count)]


def plain_line_items(count: int) -> list[dict[str, Any]]:
    """The same with nothing but name, quantity and price."""
    return [{name: line[name] for name in ("name", "quantity", "unitPriceMoney")} for line in line_items(count)]


def incompressible(count: int) -> list[dict[str, Any]]:
    """`lineItems` whose texts are noise of six bits a character, 900 characters each."""
    chance = random.Random(count)
    return [{**line, "description": b64encode(chance.randbytes(675)).decode()} for line in line_items(count)]


def _line(chance: random.Random, *, described: bool) -> dict[str, Any]:
    name = f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}, {chance.choice(COLOURS)}"
    sku = f"{chance.choice('ABCDEFGHKLMNPRSTUVWXYZ')}{chance.randrange(10_000, 99_999)}-{chance.randrange(100):02d}"
    line: dict[str, Any] = {
        "name": name,
        "sku": sku,
        "quantity": chance.randint(1, 5),
        "unitPriceMoney": {"amount": chance.randrange(499, 24_999), "currency": "USD"},
    }
    if described:
        line["description"] = f"{name}. {' '.join(chance.sample(CARE, 3))}"
        line["imageUrl"] = f"https://images.example.com/{sku.lower()}/{chance.getrandbits(64):016x}.jpg"
        line["metadata"] = {"warehouse": f"shelf {chance.randrange(1000)}", "batch": f"{chance.getrandbits(32):08x}"}
    return line
