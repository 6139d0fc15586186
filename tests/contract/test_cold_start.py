"""What starting a function loads, counted: nothing here is timed.

CPU of a cold start goes into other people's packages, which every function needs, and into ours: each module is read,
each shape costs a fifth of a millisecond, each dataclass half of one. `python -m tests.bench cold_start` times it.
"""

import json
import os
import subprocess
import sys
from typing import NamedTuple

import pytest


class Most(NamedTuple):
    """How much of ours a function may load."""

    modules: int
    shapes: int
    dataclasses: int


BUDGETS = {
    "workers.authorize": Most(modules=36, shapes=18, dataclasses=5),
    "api.orders.get": Most(modules=61, shapes=43, dataclasses=13),
    "api.orders.list": Most(modules=65, shapes=47, dataclasses=14),
    "api.orders.create": Most(modules=79, shapes=50, dataclasses=13),
    "api.orders.apply_coupon": Most(modules=77, shapes=62, dataclasses=13),
    "api.orders.pay": Most(modules=83, shapes=52, dataclasses=13),
    "api.refunds.create": Most(modules=74, shapes=54, dataclasses=13),
    "api.invoices.record_manual_payment": Most(modules=86, shapes=55, dataclasses=14),
    "api.payment_intents.update": Most(modules=49, shapes=27, dataclasses=6),
    "api.checkout_sessions.create": Most(modules=85, shapes=52, dataclasses=13),
    "workers.publish_events": Most(modules=24, shapes=7, dataclasses=5),
    "hosted.show_checkout": Most(modules=72, shapes=43, dataclasses=12),
    "hosted.pay_checkout": Most(modules=116, shapes=77, dataclasses=13),
}
"""Raised by whoever needs to; lowered by whoever can."""

LATE = {"stripe", "boto3", "requests", "jinja2", "asyncio", "multiprocessing"}
"""What no function loads with its handler: Stripe's SDK comes with the first call, the others never."""

COUNT = """
import importlib, inspect, json, sys
from pydantic import BaseModel
importlib.import_module(sys.argv[1])
ours = [module for name, module in sys.modules.items() if name.startswith("commerce")]
made = {kind for module in ours for kind in vars(module).values()
        if inspect.isclass(kind) and kind.__module__ == module.__name__}
print(json.dumps({
    "modules": len(ours),
    "shapes": sum(issubclass(kind, BaseModel) for kind in made),
    "dataclasses": sum("__dataclass_fields__" in vars(kind) for kind in made),
    "packages": sorted({name.partition(".")[0] for name in sys.modules}),
}))
"""


@pytest.mark.parametrize("module", BUDGETS)
def test_a_function_loads_no_more_than_it_needs(module: str) -> None:
    """An entity that an operation does not work with, or a command that is another's, is not loaded for it."""
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", COUNT, module]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    loaded, most = Most(found["modules"], found["shapes"], found["dataclasses"]), BUDGETS[module]
    assert all(count <= limit for count, limit in zip(loaded, most, strict=True)), f"{loaded}, at most {most}"
    assert LATE & set(found["packages"]) == set()
