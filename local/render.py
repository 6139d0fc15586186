"""Write what is derived from the operations into the files that carry it.

`python -m local.render` rewrites; `python -m local.render --check` only says what is stale, and fails.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def current_text(path: Path) -> str | None:
    """Read a rendered file as it is; None if it is not there yet."""
    return path.read_text() if path.exists() else None


def main() -> int:
    """Rewrite stale files, or with --check only name them.  Returns the exit status."""
    from local.rendering.files import obsolete_files  # noqa: PLC0415  # it needs the path that is set below

    parser = argparse.ArgumentParser(prog="python -m local.render", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is stale")
    check = parser.parse_args().check
    wanted, wanting = wanted_files()
    stale = {path: text for path, text in wanted.items() if current_text(path) != text}
    for path, text in stale.items():
        print(f"{path.relative_to(ROOT)} {'is stale: run `make render`' if check else 'rewritten'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    obsolete = obsolete_files()
    for path in obsolete:
        print(f"{path.relative_to(ROOT)} {'is rendered no more: run `make render`' if check else 'removed'}")
        if not check:
            path.unlink()
    print(*wanting, sep="\n", end="")
    return 1 if wanting or (check and (stale or obsolete)) else 0


def wanted_files() -> tuple[dict[Path, str], list[str]]:
    """Give what files should hold, and what this machine would need for those that it can't make."""
    from local.rendering.files import OPENAPI, generated_files, rendered_files  # noqa: PLC0415  # as above
    from local.rendering.node import NeedsNodeError  # noqa: PLC0415  # as above

    rendered = rendered_files()
    try:
        return rendered | generated_files(rendered[OPENAPI]), []
    except NeedsNodeError as error:
        return rendered, [f"{error}\n"]


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "functions"), str(ROOT / "layers" / "commerce")]
    sys.exit(main())
