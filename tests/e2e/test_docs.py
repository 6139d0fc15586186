"""Every command of the guides is run against the whole stack, in order, and prints what stands below it.

An id that a guide prints stands for the one that was answered, wherever the guide names it again. `…` is anything, and
white space does not count.
Commands that need an AWS account, and those for the reader's own terminal, are held against their syntax only.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import flint
from local.first_order import main as first_order
from local.first_order import take_order
from local.rendering.docs.guides import GUIDES, LANGUAGES, NOTES, Block, blocks

if TYPE_CHECKING:
    from local.runtime import Runtime

CLIENTS = Path(__file__).parents[2] / "clients"
ID = re.compile(r"\b[a-z]{2,4}_[0-9A-Z]{26}\b")
PLACEHOLDER = re.compile(rf"(…|{ID.pattern})")
SPACE = re.compile(r"\s+")
ASSIGNMENT = re.compile(r"^[A-Z_]+=\S*$", re.MULTILINE)
NODE = shutil.which("node")
BASH = shutil.which("bash")
NOT_RUN = {"aws", "start"}
PATIENCE_SECONDS = 30


class Reader:
    """Somebody who follows one guide: a shell, a Python session and Node, with a merchant of their own."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.home = home
        self.environment = environment
        self.ids: dict[str, str] = {}
        self.assigned: list[str] = []
        self.session: dict[str, Any] = {}
        self.clients: dict[int, flint.Flint] = {}
        """All that the session made, also those whose name went to another."""

    def follow(self, block: Block) -> str:
        """Run a block; what it printed."""
        run: dict[str, Callable[[str], str]] = {"sh": self._shell, "py": self._python, "js": self._node}
        return run[block.language](self._told(block.content))

    def _told(self, text: str) -> str:
        return ID.sub(lambda found: self.ids.get(found[0], found[0]), text)

    def compare_with(self, command: Block, block: Block, printed: str) -> None:
        """Hold what a command printed against the guide; one that says so is repeated for a while."""
        give_up_at = time.monotonic() + (PATIENCE_SECONDS if "eventually" in command.notes else 0)
        while True:
            try:
                return self.compare(block, printed)
            except AssertionError:
                if time.monotonic() > give_up_at:
                    raise
            time.sleep(0.5)
            printed = self.follow(command)

    def compare(self, block: Block, printed: str) -> None:
        """Hold what was printed against the guide, and learn the ids in it."""
        names: dict[str, str] = {}
        parts = PLACEHOLDER.split(block.content)
        pattern = "".join(self._pattern(SPACE.sub("", part), names) for part in parts)
        found = re.fullmatch(pattern, SPACE.sub("", printed))
        assert found is not None, f"line {block.line}: the guide prints\n{block.content}\nbut it was\n{printed}"
        self.ids |= {told: found[group] for told, group in names.items()}

    def _pattern(self, part: str, names: dict[str, str]) -> str:
        if part == "…":
            return ".*?"  # also nothing
        if ID.fullmatch(part) is None:
            return re.escape(part)
        if part in self.ids:
            return re.escape(self.ids[part])
        if part in names:
            return f"(?P={names[part]})"
        names[part] = f"id{len(names)}"
        return f"(?P<{names[part]}>{part.partition('_')[0]}_[0-9A-Z]{{26}})"

    def _shell(self, text: str) -> str:
        program = "\n".join(["set -eu", *self.assigned, text])
        self.assigned += ASSIGNMENT.findall(text)
        return self._run([str(BASH), "-c", program])

    def _python(self, text: str) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(text, "guide", "exec"), self.session)  # the guide is ours
        self.clients |= {id(each): each for each in self.session.values() if isinstance(each, flint.Flint)}
        return printed.getvalue()

    def _node(self, text: str) -> str:
        program = self.home / "guide.mjs"
        program.write_text(text)
        return self._run([str(NODE), str(program)])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(
            command, env=os.environ | self.environment, cwd=self.home, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command[-1]}\n{done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture
def reader(runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """Has what the quickstart lets a reader set up, and both clients installed."""
    payload = json.dumps({"name": "Reader"}).encode()
    made = runtime.aws.functions.invoke(FunctionName=runtime.stack.create_merchant, Payload=payload)
    key, url = json.loads(made["Payload"].read())["apiKey"], runtime.sandbox.base_url
    told = {"FLINT_API_KEY": key, "FLINT_BASE_URL": url}
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "flint").symlink_to(CLIENTS / "typescript")
    command = tmp_path / "flint"
    command.write_text(f'#!/bin/sh\nPYTHONPATH={CLIENTS / "python"} exec {sys.executable} -m flint.cli "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    path = f"{tmp_path}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    told |= {"API": url, "KEY": key, "STRIPE": runtime.stripe_base_url, "PATH": path}
    reading = Reader(tmp_path, told)
    yield reading
    for client in reading.clients.values():
        client.close()


@pytest.mark.parametrize("guide", GUIDES)
def test_guide_prints_what_it_says(guide: str, reader: Reader) -> None:
    """Each command, in the order of the guide."""
    command, printed = None, ""
    for block in blocks(guide):
        if block.language == "answer":
            assert command is not None, f"line {block.line}: nothing was run that could print this"
            reader.compare_with(command, block, printed)
        elif block.language in {"sh", "py", "js"} and not NOT_RUN & set(block.notes):
            if block.language == "js" and NODE is None:
                pytest.skip("Node is not installed; the client needs version 20 or later")
            command, printed = block, reader.follow(block)
        else:
            command = None


@pytest.mark.parametrize("guide", GUIDES)
def test_command_that_is_not_run_is_one_all_the_same(guide: str) -> None:
    """Its syntax; and every language and note of a block is one that is known here."""
    for block in blocks(guide):
        assert block.language in LANGUAGES
        assert set(block.notes) <= set(NOTES)
        if block.language == "sh" and NOT_RUN & set(block.notes):
            done = subprocess.run([str(BASH), "-n", "-c", block.content], capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{block.content}\n{done.stderr}"


def test_readme_shows_what_make_order_prints(reader: Reader) -> None:
    """From the sandbox's keys to a partial refund: 138.24, 110.59, 29.00 back with 2.15 of tax."""
    (shown,) = re.findall(r"```\n(orders\.create .*?)```", (CLIENTS.parent / "README.md").read_text(), re.DOTALL)
    with flint.Flint() as client:
        reader.compare(Block("answer", (), shown, 0), "\n".join(take_order(client)))


def test_make_order_says_that_no_sandbox_is_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the first start there are no keys; after the last one nobody answers."""
    monkeypatch.setattr(sys, "argv", ["make order", "--home", str(tmp_path)])
    assert first_order() == 1
    nobody = {"baseUrl": "http://127.0.0.1:9", "apiKey": "flint_test_x"}
    (tmp_path / "sandbox.json").write_text(json.dumps(nobody))
    assert first_order() == 1
    assert capsys.readouterr().err.count("start it with `make dev`") == 2
