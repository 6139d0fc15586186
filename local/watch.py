"""Notice edited source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.packaging import sources

if TYPE_CHECKING:
    from pathlib import Path

WATCHED = ("functions", "layers/commerce/commerce", "layers/pdf/documents", "template.yaml", "statemachines")


def state(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Describe the source by its files' times and sizes; two descriptions differ when something was edited."""
    found = []
    for name in WATCHED:
        path = root / name
        for file in [path] if path.is_file() else sources(path):
            try:
                status = file.stat()
            except FileNotFoundError:  # an editor replaces files
                continue
            found.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(found)
