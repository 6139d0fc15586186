"""Folders of installed tools, one for each lock that pins them, kept under .dev."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

DEV = Path(__file__).resolve().parents[2] / ".dev"


def kept(folder: Path, install: Callable[[Path], None]) -> Path:
    """Give the folder, installed once, whichever process is first: it appears when it is complete."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as made:
            install(Path(made))
            with suppress(OSError):  # another process was faster
                Path(made).rename(folder)
    return folder
