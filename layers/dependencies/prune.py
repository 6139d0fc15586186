"""Drop from installed packages what no function of Flint reads: it would only be shipped, unzipped and searched.

`python prune.py <folder>`: the folder that the packages were installed into.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from pathlib import Path
from typing import Any

# The AWS services that functions call.  botocore knows 400 more, and keeps their models as data.
SERVICES = frozenset({"dynamodb", "events", "secretsmanager", "sqs", "stepfunctions", "sts"})
# What endpoints.json calls them, where it differs.
ENDPOINTS = SERVICES | {"states"}
# Stripe's SDK loads requests wherever it finds it; it sends over urllib3 here (commerce/payments/stripe_http.py).
UNUSED = ("requests", "charset_normalizer", "idna")


def prune(packages: Path) -> None:
    """Drop other services' models, examples, tests, command line programs, type stubs and metadata."""
    _prune_botocore(packages / "botocore" / "data")
    for name in ("bin", *UNUSED):
        shutil.rmtree(packages / name, ignore_errors=True)
    for pattern in ("*.dist-info", "certifi/tests", "boto3/docs", "boto3/examples", "boto3/data"):
        for path in packages.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for pattern in ("*.pyi", "py.typed"):
        for path in packages.rglob(pattern):
            path.unlink()


def _prune_botocore(models: Path) -> None:
    """Keep the newest model of each service in use, and only their part of the list of endpoints."""
    for service in models.iterdir():
        if not service.is_dir():
            continue
        if service.name not in SERVICES:
            shutil.rmtree(service)
            continue
        *older, newest = sorted(service.iterdir())
        for version in older:
            shutil.rmtree(version)
        (newest / "examples-1.json").unlink(missing_ok=True)
        _drop_documentation(newest / "service-2.json.gz")
    # A megabyte of JSON that every cold start would parse.
    endpoints = models / "endpoints.json"
    content = json.loads(endpoints.read_text())
    for partition in content["partitions"]:
        partition["services"] = {name: entry for name, entry in partition["services"].items() if name in ENDPOINTS}
    endpoints.write_text(json.dumps(content, separators=(",", ":")))


def _drop_documentation(model: Path) -> None:
    """Keep of a service's model what clients are built from: its texts are four fifths of what a cold start parses."""
    content = json.loads(gzip.decompress(model.read_bytes()), object_hook=_without_texts)
    model.write_bytes(gzip.compress(json.dumps(content, separators=(",", ":")).encode(), mtime=0))


def _without_texts(entry: dict[str, Any]) -> dict[str, Any]:
    # A structure may have a member of this name; then it is no text.
    return {name: value for name, value in entry.items() if name != "documentation" or not isinstance(value, str)}


if __name__ == "__main__":
    prune(Path(sys.argv[1]))
