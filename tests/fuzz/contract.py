"""Ask every operation what its OpenAPI description allows, and what it does not, as two merchants that are strangers.

`python -m tests.fuzz.contract --seconds 600 --seed 1`
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from moto import mock_aws
from werkzeug.serving import make_server

from tests.fuzz.gateway import Gateway
from tests.fuzz.quiet import quiet
from tests.shop import World

DOCUMENT = Path(__file__).parents[2] / "functions" / "api" / "meta" / "openapi.json"
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
PEERS = ("first-merchant", "second-merchant")

LEFT_OUT = {
    # A route that is not there is API Gateway's 404, not a 405 of ours.
    "unsupported_method": "",
    "allow_header_conformance": "",
    # A random identifier names nothing: 404 and 409 are what it should be answered, whatever the schema allows.
    "positive_data_acceptance": "",
}
"""Checks that say nothing about this API, and why."""

CONFIGURATION = """
[auth.wfc]
path = {auth}
peers = {peers}
"""


def main() -> int:
    """Fuzz. Returns schemathesis' exit status: 0 if every check held."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.contract", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="how long")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers")
    options = parser.parse_args()
    done = fuzz(seconds=options.seconds, seed=options.seed)
    print(done.stdout)  # noqa: T201 (a command line tool prints)
    return done.returncode


def fuzz(
    *, seconds: int, seed: int, phases: str = "examples,coverage,fuzzing,stateful"
) -> subprocess.CompletedProcess[str]:
    """Run schemathesis against the API in this process for some time."""
    with tempfile.TemporaryDirectory() as folder, serving() as (url, keys):
        auth, settings = Path(folder, "auth.json"), Path(folder, "schemathesis.toml")
        auth.write_text(json.dumps({"auth": [_identity(*each) for each in zip(PEERS, keys, strict=True)]}))
        settings.write_text(CONFIGURATION.format(auth=json.dumps(str(auth)), peers=json.dumps(PEERS)))
        command = [str(SCHEMATHESIS), "--config-file", str(settings), "run", str(DOCUMENT), "--url", url]
        options = ["--checks", "all", "--exclude-checks", ",".join(LEFT_OUT)]
        limits = ["--max-time", str(seconds), "--seed", str(seed), "--no-shrink", "--warnings", "off"]
        shown = ["--output-sanitize", "false", "--output-truncate", "false"]
        pipe, joined = subprocess.PIPE, subprocess.STDOUT
        whole = [*command, *options, *limits, *shown]
        return subprocess.run(whole, cwd=folder, stdout=pipe, stderr=joined, text=True, check=False)


@contextmanager
def serving() -> Iterator[tuple[str, list[str | None]]]:
    """The API on loopback, with two merchants; gives its address and their keys."""
    with quiet("flint", "werkzeug"), patch.dict(os.environ, {"AWS_DEFAULT_REGION": "us-east-1"}), mock_aws():
        world = World()
        shops = [world.shop(), world.shop()]
        server = make_server("127.0.0.1", 0, Gateway(world.runtime), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.port}", [shop.api_key for shop in shops]
        finally:
            server.shutdown()
            thread.join()


def _identity(name: str, key: str | None) -> dict[str, object]:
    return {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {key}"}]}


if __name__ == "__main__":
    sys.exit(main())
