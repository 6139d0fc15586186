"""Profiles: keys that the command line keeps, in one file that only its owner reads.

The file is `config.json` in FLINT_CONFIG_HOME, else in `flint` below XDG_CONFIG_HOME, else in ~/.config/flint.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

DEFAULT = "default"


@dataclass(frozen=True)
class Profile:
    """Where to ask, and with which key."""

    base_url: str
    api_key: str
    merchant_id: str = ""
    read_only_api_key: str = ""


def path() -> Path:
    """The file."""
    own = os.environ.get("FLINT_CONFIG_HOME")
    if own:
        return Path(own) / "config.json"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "flint" / "config.json"


def kept() -> dict[str, Profile]:
    """Every profile by its name; none if there is no file. Raises ValueError if the file is not one of ours."""
    try:
        read: Mapping[str, Mapping[str, Any]] = json.loads(path().read_text(encoding="utf-8"))["profiles"]
        return {name: Profile(**terms) for name, terms in read.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{path()} can't be read ({error}); move it away.") from error


def chosen(name: str | None) -> Profile | None:
    """The profile of this name, else the one that FLINT_PROFILE names, else `default` if there is one.

    Raises ValueError for a name that was given and is not there.
    """
    wanted = name or os.environ.get("FLINT_PROFILE")
    profiles = kept()
    if wanted and wanted not in profiles:
        known = ", ".join(sorted(profiles)) or "none"
        raise ValueError(
            f"There is no profile {wanted} in {path()} (known: {known}); `flint sandbox create` makes one."
        )
    return profiles.get(wanted or DEFAULT)


def require_free(name: str, *, replace: bool) -> None:
    """Raises ValueError if a profile has this name and is not to be replaced: its key can't be read again."""
    if not replace and name in kept():
        raise ValueError(
            f"Profile {name} is kept already; choose another with --profile, or replace it with --replace."
        )


def keep(name: str, profile: Profile) -> Path:
    """Write a profile beside the others, all or nothing; where that is."""
    profiles = {**kept(), name: profile}
    target = path()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps({"profiles": {each: asdict(terms) for each, terms in profiles.items()}}, indent=2) + "\n"
    # A temporary file belongs to its owner alone from the start, so no key is ever in one that others can read.
    number, name_of_new = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(number, "w", encoding="utf-8") as new:
        new.write(text)
    Path(name_of_new).replace(target)
    return target
