"""The consumers and receivers of events/README.md are run as they stand there."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from moto.events.models import EventPattern
from samtranslator.yaml_helper import yaml_parse

from commerce.domain.events import EVENT_TYPES
from commerce.domain.webhook_signing import derive_secret, signature_headers
from tests.contract.node_tools import TYPESCRIPT, node, tools_of
from tests.contract.published import PUBLISHED

README = PUBLISHED.parent / "README.md"
SECRET = derive_secret("stack", "mer_1/test", "whep_1", 1)
START_SECONDS = 30


def block(first: str, language: str) -> str:
    """The README's code block in a language that begins so."""
    found = [
        each
        for each in re.findall(rf"```{language}\n(.*?)```", README.read_text(), re.DOTALL)
        if each.startswith(first)
    ]
    assert len(found) == 1
    return str(found[0])


def example(event_type: str) -> dict[str, Any]:
    """A published example."""
    return dict(json.loads((PUBLISHED / f"{event_type}.example.json").read_text()))


def on_the_bus(event_type: str) -> dict[str, Any]:
    """The example as EventBridge hands it over."""
    return {"source": "flint", "detail-type": event_type, "detail": example(event_type)}


def test_rule_of_the_consumer_takes_its_type_and_no_other() -> None:
    """The template is one that SAM reads; of all examples its pattern matches the paid order."""
    template = yaml_parse(block("Parameters:", "yaml"))
    rule = template["Resources"]["FulfilOrder"]["Properties"]["Events"]["OrderPaid"]["Properties"]
    pattern: Any = EventPattern.load(json.dumps(rule["Pattern"]))
    assert [name for name in sorted(EVENT_TYPES) if pattern.matches_event(on_the_bus(name))] == ["order.paid"]


def test_consumer_reads_the_published_example() -> None:
    """It finds what is to be shipped, and knows an order that was cut."""
    names: dict[str, Any] = {}
    exec(block("# fulfil_order.py", "python"), names)
    event = on_the_bus("order.paid")
    made = names["handler"](event, None)
    assert (made["eventId"], made["ship"]) == (event["detail"]["eventId"], ["1 x Console", "1 x Add-on"])
    event["detail"]["data"] = {"id": "ord_1", "version": 2, "status": "PAID", "dataTruncated": True}
    assert names["handler"](event, None) == {"read": "ord_1"}


@contextmanager
def running(command: Callable[[Path, str], list[str]], source: str, folder: Path) -> Iterator[tuple[str, Any]]:
    """Start a receiver; answers its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    folder.write_text(source)
    environment = {**os.environ, "FLINT_WEBHOOK_SECRET": SECRET}
    process = subprocess.Popen(command(folder, port), env=environment, stdout=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", int(port))) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/", process
    finally:
        process.terminate()
        process.communicate(timeout=10)


def compiled(source: Path) -> Path:
    """The receiver's JavaScript, from the compiler that is pinned beside this file: any Node runs it, types checked.

    Source: TypeScript's own `tsc`, as `npm ci` installs it once for this lock.
    """
    tools = tools_of(TYPESCRIPT)
    command = [
        *(str(node()), str(tools / "node_modules/typescript/bin/tsc"), str(source), "--outDir", str(source.parent)),
        *("--strict", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext"),
        *("--typeRoots", str(tools / "node_modules/@types"), "--types", "node"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return source.with_suffix(".mjs")


RECEIVERS = {
    "python": ("# receiver.py", "receiver.py", lambda path, port: [sys.executable, str(path), port]),
    "typescript": ("// receiver.ts", "receiver.mts", lambda path, port: [str(node()), str(compiled(path)), port]),
}


@pytest.mark.parametrize("language", RECEIVERS)
def test_receiver_takes_what_is_signed_and_nothing_else(language: str, tmp_path: Path) -> None:
    """A signed event, twice: done once. A body that was changed, a signature that is old, none at all: refused."""
    if language == "typescript" and node() is None:
        pytest.skip("no Node on this machine: the TypeScript receiver was not run")
    first, name, command = RECEIVERS[language]
    event = example("order.paid")
    body = json.dumps(event).encode()
    now = int(time.time())
    headers = dict(signature_headers(["whsec_b2xk", SECRET], event["eventId"], now, body))
    old = dict(signature_headers([SECRET], event["eventId"], now - 301, body))
    with running(command, block(first, language), tmp_path / name) as (address, process):
        sent = [(headers, body), (headers, body), (headers, body + b" "), (old, body), ({}, body)]
        answers = [httpx.post(address, headers=each, content=content).status_code for each, content in sent]
        line = process.stdout.readline()
    assert answers == [204, 204, 400, 400, 400]
    assert line.split() == ["order.paid", event["data"]["id"]]
