"""`make logs`: follow what the functions of the running sandbox log."""

from __future__ import annotations

import argparse
import contextlib
import re
import time
from typing import TYPE_CHECKING

from local.aws import Aws
from local.runtime import Ports

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUPS = re.compile(r"^/flint/")
FRAME = ("START ", "END ", "REPORT ", "INIT_START ")  # what Lambda says around each invocation
POLL_SECONDS = 1.0


def lines(aws: Aws, *, since_ms: int) -> Iterator[tuple[int, str]]:
    """Give the functions' own log lines since a moment, in order, each with its time in milliseconds."""
    logs = aws.client("logs")
    found = []
    for group in logs.describe_log_groups()["logGroups"]:
        if not GROUPS.match(group["logGroupName"]):
            continue
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"], startTime=since_ms)
        found += [(each["timestamp"], each["message"].rstrip()) for page in pages for each in page["events"]]
    for at, message in sorted(found, key=lambda line: line[0]):
        if not message.startswith(FRAME):
            yield at, message


def main() -> None:
    """Print lines as they come, until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="make logs", description=__doc__)
    parser.add_argument("--aws-port", type=int, default=Ports.aws, help="where AWS clients are served")
    aws = Aws(f"http://127.0.0.1:{parser.parse_args().aws_port}")
    newest, seen = int((time.time() - 600) * 1000), set[str]()
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            for at, message in lines(aws, since_ms=newest):
                if at > newest:
                    newest, seen = at, set()
                if message not in seen:
                    seen.add(message)
                    print(message, flush=True)
            time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    main()
