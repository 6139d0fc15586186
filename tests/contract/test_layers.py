"""The layers carry all that the functions import: the local runtime and the tests have more packages than Lambda."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPENDENCIES = ROOT / "layers" / "dependencies"

IMPORT_EVERYTHING = """
import importlib, os, pathlib, sys
sys.path[:0] = sys.argv[1:]
for folder in ("api", "workers"):
    for path in sorted(pathlib.Path(sys.argv[1], folder).rglob("*.py")):
        module = ".".join(path.relative_to(sys.argv[1]).with_suffix("").parts).removesuffix(".__init__")
        importlib.import_module(module)
        print(module)
from commerce.payments.stripe import StripeGateway
StripeGateway("sk_test_layers", "http://127.0.0.1:1")
import botocore.session
session = botocore.session.get_session()
for service in ("dynamodb", "events", "secretsmanager", "sqs", "stepfunctions", "sts"):
    print(session.create_client(service, region_name="eu-central-1").meta.endpoint_url)
"""


def pinned() -> list[str]:
    """List the distributions that the dependencies layer is made of."""
    lines = (DEPENDENCIES / "requirements.txt").read_text().splitlines()
    return [found.group(1) for line in lines if (found := re.match(r"([a-z0-9-]+)==", line))]


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """What the dependencies layer holds: the pinned packages alone, pruned."""
    for name in pinned():
        for path in importlib.metadata.files(name) or []:
            source = Path(str(path.locate()))
            if ".." in path.parts or "__pycache__" in path.parts:
                continue
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    subprocess.run([sys.executable, DEPENDENCIES / "prune.py", tmp_path], check=True)
    return tmp_path


def test_functions_import_with_the_layers_alone(layer: Path) -> None:
    """Every handler imports, and every AWS client can be made, with nothing but the two layers on the path."""
    folders = [str(ROOT / "functions"), str(ROOT / "layers" / "commerce"), str(layer)]
    environment = {
        "PATH": os.environ["PATH"],
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "TABLE_NAME": "table",
        "EVENT_BUS_NAME": "bus",
        "STRIPE_SECRET_ID": "secret",
        "STRIPE_API_BASE": "",
        "POWERTOOLS_SERVICE_NAME": "flint",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-S", "-P", "-c", IMPORT_EVERYTHING, *folders]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "workers.authorize" in done.stdout
    assert "https://dynamodb.eu-central-1.amazonaws.com" in done.stdout
