"""The answer to a request that is no operation: what the path takes, or which path was meant."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from commerce.domain import errors
from commerce.domain.routes import ROUTES

MAX_TOLD_CHARACTERS = 200
"""A path is told back to the caller up to this length."""
MAX_PARTS = 8
"""More than any route has."""
ALIKE = 0.7
"""A path with less in common was not meant."""

PUBLIC_PATHS = {
    "/.well-known/agent-skills/index.json": "GET",
    "/SKILL.md": "GET",
    "/health": "GET",
    "/llms.txt": "GET",
    "/mcp": "POST",
    "/openapi.json": "GET",
}
HOSTED_PATHS = {
    "/checkout/{token}": ("GET",),
    "/checkout/{token}/cancel": ("POST",),
    "/checkout/{token}/pay": ("POST",),
    "/checkout/{token}/return": ("GET",),
    "/checkout/{token}/{step}": ("POST",),
    "/docs": ("GET",),
    "/docs/{page}": ("GET",),
    "/i/{token}": ("GET",),
    "/i/{token}/pay": ("POST",),
    "/i/{token}/pdf": ("GET",),
    "/l/{token}": ("GET", "POST"),
    "/l/{token}/qr.png": ("GET",),
    "/l/{token}/qr.svg": ("GET",),
    "/n/{token}/pdf": ("GET",),
}
"""Pages that people see."""

PARAMETER = "{"
VERSION = "v1"
WORD = re.compile(r"[^/_-]+")


def refusal_of(event: Mapping[str, Any]) -> errors.RouteNotFound:
    """What is wrong with a request that API Gateway found no route for.

    event: API Gateway's, payload format 2.0.
    """
    method = str(event["requestContext"]["http"]["method"])
    path = str(event["rawPath"])
    told = path[:MAX_TOLD_CHARACTERS]
    taken = dict(_taken(path))
    if taken:
        return errors.RouteNotFound(
            f"There is no {method} {told}; that path takes {' and '.join(sorted(taken))}.",
            supported_actions=[name for name in taken.values() if name],
        )
    meant = _meant(path)
    hint = f"did you mean {meant}?" if meant else "GET /openapi.json lists every path."
    return errors.RouteNotFound(f"There is no {method} {told}; {hint}")


def _taken(path: str) -> Iterator[tuple[str, str]]:
    """Methods of a path that exists, with their operations' names."""
    if path in PUBLIC_PATHS:
        yield PUBLIC_PATHS[path], ""
    for hosted, methods in HOSTED_PATHS.items():
        if _fits(hosted, path):
            yield from ((method, "") for method in methods)
    for name, route in ROUTES.items():
        if _fits(route.path, path):
            yield route.method, name


def _fits(template: str, path: str) -> bool:
    """True if a route with this path leads to what was asked for."""
    there, here = template.split("/"), path.split("/")
    return len(there) == len(here) and all(
        one == other or (one.startswith(PARAMETER) and other) for one, other in zip(there, here, strict=True)
    )


def _meant(path: str) -> str | None:
    """The path that looks most like this one; identifiers stay as they were sent, and make nothing alike."""
    parts = path[:MAX_TOLD_CHARACTERS].rstrip("/").split("/")[:MAX_PARTS]
    sent = [parts] if parts[1:2] == [VERSION] else [parts, ["", VERSION, *parts[1:]]]
    templates = [known.split("/") for known in {*(route.path for route in ROUTES.values()), *PUBLIC_PATHS}]
    likeness, template, parts = max((_likeness(there, here), there, here) for there in templates for here in sent)
    return "/".join(_filled(template, parts)) if likeness >= ALIKE else None


def _likeness(template: list[str], parts: list[str]) -> float:
    """From 0 to 1, by the words alone: what was sent in a parameter's place is left out. The same words are 1."""
    given = {index for index, there in enumerate(template[: len(parts)]) if there.startswith(PARAMETER)}
    there, here = (
        "/".join(word for index, word in enumerate(words) if index not in given) for words in (template, parts)
    )
    if sorted(WORD.findall(there)) == sorted(WORD.findall(here)):
        return 1
    return SequenceMatcher(None, there, here, autojunk=False).ratio()


def _filled(template: list[str], parts: list[str]) -> Iterator[str]:
    """A route's path with the sent parts in place of its parameters."""
    for index, there in enumerate(template):
        yield parts[index] if there.startswith(PARAMETER) and index < len(parts) else there
