"""Package the functions and the shared layers from source: laid out once, and named by the zips that are deployed.

The emulator unpacks a function's zips for every process that it starts: a thousand files, a fifth of a second. So the
modules stand in a folder that all processes read, and a zip holds just its packages' `__init__.py`, each with one line
more that says where the others are.
"""

from __future__ import annotations

import compileall
import hashlib
import io
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can name; the same content gives the same bytes
KEPT = 2
"""Layouts of a folder that stay: what is deployed, and what it replaced, for functions that are still at work."""


@dataclass(frozen=True)
class Package:
    """A zip file, and the name it is deployed under: its content's digest, so that only a change is a change."""

    name: str
    content: bytes


def sources(folder: Path) -> list[Path]:
    """List the files that a package of this folder holds."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def package(folder: Path, shelf: Path, *, prefix: str = "") -> Package:
    """Lay a folder out on the shelf, if it is not there as it is now, and zip what leads to it.

    prefix: the folder inside the zip; a layer's modules stand under `python/`.
    """
    place = _lay_out(folder, shelf)
    own = [folder] if (folder / "__init__.py").exists() else [path.parent for path in folder.glob("*/__init__.py")]
    texts = {
        str(Path(prefix, path.relative_to(folder), "__init__.py")): _leading_to(place / path.relative_to(folder))
        for path in sorted(own)
    }
    return _zipped(folder.name, texts)


def empty_package(name: str) -> Package:
    """Make a package without content, for a layer whose packages the emulator's own environment has."""
    return _zipped(name, {"python/README": "The emulator's environment has these packages.\n"})


def _lay_out(folder: Path, shelf: Path) -> Path:
    """Copy a folder with its modules compiled, so that a cold start does not compile them anew."""
    contents = {path.relative_to(folder): path.read_bytes() for path in sources(folder)}
    digest = hashlib.sha256()
    for inside, content in contents.items():
        digest.update(f"{inside} {len(content)}\n".encode() + content)
    place = shelf.resolve() / f"{folder.name}-{digest.hexdigest()[:16]}"
    if not place.exists():
        part = place.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        for inside, content in contents.items():
            (part / inside).parent.mkdir(parents=True, exist_ok=True)
            (part / inside).write_bytes(content)
        # A broken module stays as it is, which its import will say better.
        compileall.compile_dir(part, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
        part.rename(place)
    place.touch()
    return place


def forget_old(shelf: Path) -> None:
    """Drop all layouts but the latest of each folder."""
    places = sorted(shelf.iterdir(), key=lambda place: place.stat().st_mtime_ns, reverse=True)
    for name in {place.name.partition("-")[0] for place in places}:
        for place in [place for place in places if place.name.startswith(f"{name}-")][KEPT:]:
            shutil.rmtree(place, ignore_errors=True)


def _leading_to(place: Path) -> str:
    """A package's `__init__.py` as it is, and where its modules are."""
    return f"{(place / '__init__.py').read_text()}\n__path__ = [{str(place)!r}]\n"


def _zipped(name: str, texts: dict[str, str]) -> Package:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for inside, text in texts.items():
            archive.writestr(zipfile.ZipInfo(inside, EPOCH), text)
    content = buffer.getvalue()
    return Package(f"{name}-{hashlib.sha256(content).hexdigest()[:16]}.zip", content)
