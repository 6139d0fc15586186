"""Runs in a fresh process with nothing but the built packages on its path: what starting a function costs.

`python probe.py <plan> <path>…`; plan is JSON: {"module", "kind", "event", "rows"}, module "" for the bare runtime.
Prints {"startMs", "firstMs", "peakMb"}: CPU until the clients are built, CPU until the first answer, memory.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any


def cpu_ms() -> float:
    """CPU of this process so far, user and system."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1000


def peak_mb() -> float:
    """The most memory that this program held; the kernel's usual figure still counts the one that started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def start(module: str, kind: str) -> Any:
    """Import a handler and build its clients, as Lambda's INIT phase does."""
    handler = import_module(module).handler
    if kind not in {"public", "publish", "reference"}:
        _ = table_client()
    if kind in {"pay", "sweep", "keys"}:
        import_module("commerce.environment").secrets_client()
    if kind in {"pay", "sweep"}:
        import_module("commerce.payments.stripe").StripeGateway("sk_test_bench")
    if kind == "publish":
        import_module("commerce.edge.publishing").EventBridgeBus.from_environment()
    return handler


def table_client() -> Any:
    """The client of the table, made when it is first asked for."""
    return import_module("commerce.store.record").Record._get_connection().connection.client


def answer_first(handler: Any, event: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """Answer a request from rows that are at hand."""
    from botocore.awsrequest import AWSResponse  # noqa: PLC0415 (the bare runtime has none)

    class Body(io.BytesIO):
        def stream(self, **_: Any) -> Iterator[bytes]:
            yield self.read()

    def reply(request: Any, event_name: str, **_: Any) -> AWSResponse:
        content: dict[str, Any] = {}
        if event_name.endswith("BatchGetItem"):
            [(table, wanted)] = json.loads(request.body)["RequestItems"].items()
            found = [row for row in rows if {"pk": row["pk"], "sk": row["sk"]} in wanted["Keys"]]
            content = {"Responses": {table: found}, "UnprocessedKeys": {}}
        headers: Any = {"content-type": "application/x-amz-json-1.0"}
        return AWSResponse(request.url, 200, headers, Body(json.dumps(content).encode()))

    table_client().meta.events.register_first("before-send.dynamodb", reply)
    response = handler(event, None)
    assert response["statusCode"] < 300, response["body"]


def main() -> None:
    """Carry out the plan."""
    plan = json.loads(sys.argv[1])
    sys.path[:0] = sys.argv[2:]
    out, sys.stdout = sys.stdout, io.StringIO()
    handler = start(plan["module"], plan["kind"]) if plan["module"] else None
    started = cpu_ms()
    if plan.get("event"):
        answer_first(handler, plan["event"], plan["rows"])
    first = cpu_ms()
    out.write(json.dumps({"startMs": started, "firstMs": first, "peakMb": peak_mb()}))


if __name__ == "__main__":
    main()
