"""The layers and functions as `make build` makes them, but for this machine, so that they can be imported here."""

import hashlib
import marshal
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parents[2]
NAIVE = Path(__file__).with_name("naive")
BUILDS = ROOT / ".dev" / "bench"
BUILT_FOR = (3, 13)
UNCHECKED_HASH = 0b01
HEADER_BYTES = 16


@dataclass(frozen=True, slots=True)
class Build:
    """Folders that go on the import path, in this order."""

    name: str
    paths: tuple[Path, ...]


def flint() -> Build:
    """Both layers by their own recipes, and the functions compiled like `make build` compiles them."""
    dependencies = BUILDS / f"dependencies-{_digest(ROOT / 'layers' / 'dependencies')}"
    if not dependencies.exists():
        _make_layer("dependencies", "build-DependenciesLayer", dependencies)
    commerce, functions = BUILDS / "commerce", BUILDS / "functions"
    for folder in (commerce, functions):
        shutil.rmtree(folder, ignore_errors=True)
    _make_layer("commerce", "build-CommerceLayer", commerce)
    shutil.copytree(ROOT / "functions", functions, ignore=shutil.ignore_patterns("__pycache__"))
    compile_all(functions)
    return Build("Flint", (functions, dependencies / "python", commerce / "python"))


def naive(*, compiled: bool) -> Build:
    """The reference, its packages as pip leaves them, with or without .pyc files."""
    folder = BUILDS / f"naive{'-compiled' if compiled else ''}-{_digest(NAIVE)}"
    if not folder.exists():
        _pip("--no-compile", "--target", f"{folder}.part", "--requirement", str(NAIVE / "requirements.txt"))
        inside = Path(f"{folder}.part", "tests", "bench", "naive")
        shutil.copytree(NAIVE, inside, ignore=shutil.ignore_patterns("__pycache__"))
        if compiled:
            compile_all(Path(f"{folder}.part"))
        Path(f"{folder}.part").rename(folder)
    return Build(f"reference {'with' if compiled else 'without'} .pyc", (folder,))


def compile_all(folder: Path) -> None:
    """Compile every module of a folder into .pyc files that are trusted unchecked."""
    options = ("-q", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash")
    subprocess.run([sys.executable, "-m", "compileall", *options, str(folder)], check=True)


def package_bytes(folder: Path) -> tuple[int, int]:
    """Size of a package: unzipped, and zipped as it is uploaded."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    with TemporaryFile() as zipped:
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in files:
                archive.write(path, path.relative_to(folder))
        return sum(path.stat().st_size for path in files), zipped.tell()


def modules_without_valid_pyc(folder: Path) -> Iterator[Path]:
    """Modules that have not exactly one .pyc, of this Python, trusted unchecked, that can be loaded."""
    for module in folder.rglob("*.py"):
        compiled = list((module.parent / "__pycache__").glob(f"{module.stem}.*.pyc"))
        if len(compiled) != 1 or not _is_valid(compiled[0]):
            yield module.relative_to(folder)


def _is_valid(compiled: Path) -> bool:
    content = compiled.read_bytes()
    flags = int.from_bytes(content[4:8], "little")
    if content[:4] != MAGIC_NUMBER or flags != UNCHECKED_HASH:
        return False
    try:
        marshal.loads(content[HEADER_BYTES:])
    except (EOFError, ValueError, TypeError):
        return False
    return True


def _make_layer(layer: str, target: str, artifacts: Path) -> None:
    """Run the layer's recipe; without PLATFORMS, wheels are of this machine."""
    part = artifacts.with_name(f"{artifacts.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    command = ["make", "--silent", "-C", str(ROOT / "layers" / layer), target]
    settings = [f"ARTIFACTS_DIR={part}", f"PYTHON={sys.executable}", "PLATFORMS="]
    subprocess.run([*command, *settings], check=True, stdout=subprocess.DEVNULL)
    part.rename(artifacts)


def _pip(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments], check=True
    )


def _digest(folder: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
