"""Interleavings: processes over the same order, in an order drawn from a seed, each call a point where others run."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from greenlet import getcurrent, greenlet

from tests.faults.clients import Answer
from tests.faults.laws import broken
from tests.faults.quiet import become_quiet
from tests.faults.wire import Called, ProcessDied
from tests.faults.world import API_LIFE, Late, UseCases, World

T = TypeVar("T")

JUMPS = tuple(
    timedelta(seconds=seconds)
    for seconds in (1, 20, 36, 61, 16 * 60, 3_601, 4 * 3_600, 72_000 - 20, 72_000, 72_000 + 20, 86_400, 25 * 3_600)
)
"""How far the clock may jump: around every limit that the core knows, up to 25 hours."""

FAULT_SHARE = 0.07
"""How many calls go wrong, in every second schedule; in the others none does."""

MAX_JUMPS = 3
MAX_RETRIES = 3
MAX_WAITS = 40


@dataclass(eq=False)
class Task:
    """Somebody who acts: a client, a worker or a buyer. While a process works for them, it can die."""

    name: str
    running: greenlet
    dies_at: datetime | None = None
    doomed: bool = False


Act = Callable[["Stage"], None]


@dataclass
class Flow:
    """Who may meet. `always`: those of whom one takes part in every schedule; `others`: those who may join."""

    name: str
    start: Callable[[], tuple[World, tuple[str, ...]]]
    always: Sequence[Act]
    others: Sequence[Act]
    jumps: Sequence[timedelta] = JUMPS
    fault_share: float = FAULT_SHARE


class Stage:
    """One schedule: a world, a wire on which every call is a switching point, and the tasks that take turns."""

    def __init__(self, flow: Flow, seed: int, use_cases: UseCases | None = None) -> None:
        self.random = random.Random(f"{flow.name} {seed}")
        template, self.ids = flow.start()
        self.world = template.copy(use_cases)
        self.world.put_on(self)
        self.flow = flow
        self.faults = self.random.random() < 0.5
        self.trace: list[str] = []
        self._home = getcurrent()
        self._tasks: dict[greenlet, Task] = {}
        acts = [self.random.choice(flow.always), *self.random.sample(flow.others, self.random.randint(1, 2))]
        for number, act in enumerate(acts):
            running = greenlet(lambda act=act: act(self), self._home)
            self._tasks[running] = Task(f"{number} {act.__name__}", running)
        self._jumps = self.random.randint(0, MAX_JUMPS)

    # ---- what acts call ------------------------------------------------------------------------------------

    def process(self, work: Callable[[], T], life: timedelta = API_LIFE) -> T:
        """Let a process work; it does not outlive its function's time-out."""
        task = self._tasks[getcurrent()]
        task.dies_at, task.doomed = self.world.clock.at + life, False
        try:
            return work()
        finally:
            task.dies_at, task.doomed = None, False

    def rest(self) -> None:
        """Let others run."""
        self._home.switch()

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Let others run until the condition holds, but not for ever; and then a little longer."""
        for _ in range(MAX_WAITS):
            if condition():
                break
            self.rest()
        for _ in range(self.random.randint(0, 6)):
            self.rest()

    def insist(self, key: str, send: Callable[[], Answer | None]) -> None:
        """Send a request, and repeat it a few times while its outcome is not known."""
        for _ in range(self.random.randint(1, MAX_RETRIES)):
            answer = self.process(send)
            self.trace.append(f"{key}: {_told(answer)}")
            if answer is not None and not answer.unknown:
                return
            self.rest()

    # ---- the wire ------------------------------------------------------------------------------------------

    def carry(self, called: Called, call: Callable[[], T]) -> T:
        """Others may run while the call is on its way there, and while its reply is on its way back."""
        task = self._tasks.get(getcurrent())
        if task is None:
            return call()
        sent_at = self.world.clock.at
        try:
            self._switch(task)
        except ProcessDied:
            if self.random.random() < 0.5:
                self.world.late.append(Late(call, sent_at, self.random.random()))
            raise
        if self.faults and self.random.random() < self.flow.fault_share:
            self._fail(called, call)
        result = call()
        self._switch(task)
        return result

    def any_order(self, keys: Sequence[T]) -> Sequence[T]:
        """Any."""
        return keys if getcurrent() is self._home else self.random.sample(keys, len(keys))

    def pause(self) -> None:
        """Others may run while the other side works on a call."""
        task = self._tasks.get(getcurrent())
        if task is not None and self.random.random() < 0.3:
            self._switch(task)

    def _fail(self, called: Called, call: Callable[[], object]) -> None:
        """The call, its reply or its process is lost."""
        arrives = self.random.choice(("never", "now", "later"))
        dies = self.random.random() < 0.5
        self.trace.append(f"  fault: {called.value} call arrives {arrives}, process {'dies' if dies else 'lives'}")
        if arrives == "now":
            call()
        if arrives == "later":
            self.world.late.append(Late(call, self.world.clock.at, self.random.random()))
        raise ProcessDied if dies else called.silence()

    def _switch(self, task: Task) -> None:
        self._home.switch()
        if task.doomed:
            raise ProcessDied

    # ---- the schedule --------------------------------------------------------------------------------------

    def run(self) -> list[str]:
        """Run the schedule, let all become quiet, and tell which laws are broken."""
        while True:
            alive = [task for task in self._tasks.values() if not task.running.dead]
            if not alive:
                break
            turn = self.random.randrange(len(alive) * 4 + 1)
            if turn == len(alive) * 4:
                self._happen()
            else:
                task = alive[turn // 4]
                self.trace.append(task.name)
                task.running.switch()
        steps = [self.random.choice(self.flow.jumps) for _ in range(self.random.randint(1, 6))]
        self.trace.append(f"quiet after {[str(step) for step in steps]}")
        become_quiet(self.world, steps)
        return broken(self.world)

    def _happen(self) -> None:
        """The clock jumps, or a call whose process is gone arrives."""
        late = self.world.late
        if late and self.random.random() < 0.5:
            self.trace.append("a late call arrives")
            self.random.choice(late).arrive(self.world, at=self.world.clock.at)
        elif self._jumps:
            self._jumps -= 1
            self._jump(self.random.choice(self.flow.jumps))

    def _jump(self, by: timedelta) -> None:
        """Time passes; processes whose function times out meanwhile are gone."""
        until = self.world.clock.at + by
        for task in self._tasks.values():
            if task.dies_at is not None and task.dies_at < until:
                task.doomed = True
                task.running.switch()
        self.trace.append(f"the clock jumps by {by}")
        self.world.advance(by)


def run(flow: Flow, seed: int, use_cases: UseCases | None = None) -> list[str]:
    """One schedule; the laws that it broke."""
    return Stage(flow, seed, use_cases).run()


def _told(answer: Answer | None) -> str:
    return "nothing, the process died" if answer is None else f"{answer.status} {answer.code}"
