"""Tables as people read them in a terminal and in a README."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

NOTHING = "-"


def show(title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a Markdown table under its title; numbers stand to the right, fractions with two digits."""
    shown = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in [list(header), *shown]) for column in range(len(header))]
    numeric = [all(_is_number(row[column]) for row in shown) for column in range(len(header))]
    tell(f"\n{title}\n")
    tell(_line(header, widths, numeric))
    tell(
        "|"
        + "|".join("-" * (width + 1) + (":" if right else "-") for width, right in zip(widths, numeric, strict=True))
        + "|"
    )
    for row in shown:
        tell(_line(row, widths, numeric))


def tell(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def verdict(*broken: str) -> int:
    """Name every bound that is broken; the exit code."""
    for bound in broken:
        tell(f"MISSED: {bound}")
    return 1 if broken else 0


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    )
    return f"| {' | '.join(padded)} |"


def _text(cell: Any) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdigit() or text in {"", NOTHING}
