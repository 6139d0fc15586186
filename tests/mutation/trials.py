"""Runs tests against mutants: each in a process of its own, forked from one that has imported what is not ours."""

import os
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import NoReturn

import pytest

from tests.mutation.mutants import Mutant

MEMORY_BYTES = 4 * 2**30
NOT_RUN = 3


class Verdict(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    TIMED_OUT = "timed out"


class _Mutated(SourceFileLoader):
    """Loads a mutant in its module's place."""

    def __init__(self, fullname: str, mutant: Mutant) -> None:
        super().__init__(fullname, str(mutant.path))
        self._mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        """The mutant's code; nothing is read from or written to a cache."""
        self._mutant.apply()
        code: CodeType = compile(self._mutant.tree, f"<mutant of {fullname}>", "exec")
        return code


class _Finder(MetaPathFinder):
    """Answers for the mutated module, before anybody else does."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """The mutant's specification, if it is asked for."""
        if fullname != f"commerce.domain.{self._mutant.module}":
            return None
        return spec_from_file_location(fullname, self._mutant.path, loader=_Mutated(fullname, self._mutant))


@dataclass(frozen=True)
class Trial:
    """A process that tests one mutant."""

    mutant: Mutant | None
    process_id: int


def start(mutant: Mutant | None, tests: Sequence[str], cpu_seconds: int) -> Trial:
    """Fork a process that tests a mutant, or the code as it is. cpu_seconds: what it may use before it is ended."""
    process_id = os.fork()
    if process_id == 0:
        _test(mutant, tests, cpu_seconds)
    return Trial(mutant, process_id)


def wait(trials: Sequence[Trial]) -> tuple[Trial, Verdict, float]:
    """Wait for whichever ends first: what became of it, and its CPU seconds."""
    process_id, status, usage = os.wait3(0)
    (ended,) = [trial for trial in trials if trial.process_id == process_id]
    return ended, _verdict(status), usage.ru_utime + usage.ru_stime


def _verdict(status: int) -> Verdict:
    if os.WIFSIGNALED(status):
        # Limits of CPU time, not of the clock: other programs on the machine change no verdict.
        return Verdict.TIMED_OUT if os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL} else Verdict.KILLED
    code = os.WEXITSTATUS(status)
    if code == NOT_RUN:
        raise SystemExit("The tests of a mutant could not be run: are all the files in modules.py there?")
    return Verdict.KILLED if code else Verdict.SURVIVED


def _test(mutant: Mutant | None, tests: Sequence[str], cpu_seconds: int) -> NoReturn:
    """Run the tests until the first one fails, and end the process with 1 if one did."""
    code: int = NOT_RUN
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        if mutant is not None:
            sys.meta_path.insert(0, _Finder(mutant))
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, sys.stdout.fileno())
            os.dup2(silence, sys.stderr.fileno())
        ended = pytest.main(["-x", "-q", "--no-header", "-p", "no:cacheprovider", *tests])
        usable = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED}
        code = int(bool(ended)) if ended in usable else NOT_RUN
    finally:
        os._exit(code)


def missing(tests: Sequence[str], root: Path) -> list[str]:
    """Test files that are not there."""
    return [test for test in tests if not (root / test).exists()]
