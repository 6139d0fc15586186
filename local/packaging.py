"""Zip the functions and the shared layer from source, as a deployment would carry them."""

from __future__ import annotations

import hashlib
import io
import py_compile
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can name; the same content gives the same bytes


@dataclass(frozen=True)
class Package:
    """A zip file, and the name it is deployed under: its content's digest, so that only a change is a change."""

    name: str
    content: bytes


def sources(folder: Path) -> list[Path]:
    """List the files that a package of this folder holds."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def package(folder: Path, *, prefix: str = "") -> Package:
    """Zip a folder with its modules compiled, so that a cold start does not compile them anew.

    prefix: the folder inside the zip; a layer's modules stand under `python/`.
    """
    digest = hashlib.sha256()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryDirectory() as scratch:
        for path in sources(folder):
            inside = Path(prefix, path.relative_to(folder))
            content = path.read_bytes()
            digest.update(f"{inside} {len(content)}\n".encode() + content)
            archive.writestr(zipfile.ZipInfo(str(inside), EPOCH), content)
            if path.suffix == ".py" and (compiled := _compile(path, Path(scratch))):
                cached = inside.parent / "__pycache__" / compiled.name
                archive.writestr(zipfile.ZipInfo(str(cached), EPOCH), compiled.read_bytes())
    return Package(f"{folder.name}-{digest.hexdigest()[:16]}.zip", buffer.getvalue())


def empty_package(name: str) -> Package:
    """Make a package without content, for a layer whose packages the emulator's own environment has."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("python/README", EPOCH), "The emulator's environment has these packages.\n")
    return Package(f"{name}.zip", buffer.getvalue())


def _compile(source: Path, scratch: Path) -> Path | None:
    """Compile a module for this Python; None if it is broken, which its import will say better."""
    target = scratch / f"{source.stem}.{sys.implementation.cache_tag}.pyc"
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    try:
        py_compile.compile(str(source), cfile=str(target), invalidation_mode=unchecked, doraise=True)
    except py_compile.PyCompileError:
        return None
    return target
