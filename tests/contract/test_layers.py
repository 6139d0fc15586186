"""The layers carry all that the functions import: the local runtime and the tests have more packages than Lambda."""

from __future__ import annotations

import gzip
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPENDENCIES = ROOT / "layers" / "dependencies"
PDF = ROOT / "layers" / "pdf"

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
for service in ("dynamodb", "events", "secretsmanager", "sesv2", "sqs", "stepfunctions"):
    print(session.create_client(service, region_name="eu-central-1").meta.endpoint_url)
"""

START_ONE = """
import sys
sys.path[:0] = sys.argv[1:]
import api.orders.get
from commerce.store.table import session
session().create_client("dynamodb", region_name="eu-central-1")
print(*{"html.parser", "importlib.metadata", "zipfile"} & sys.modules.keys())
"""


def pinned(folder: Path = DEPENDENCIES) -> list[str]:
    """List the distributions that a layer is made of."""
    lines = (folder / "requirements.txt").read_text().splitlines()
    return [found.group(1) for line in lines if (found := re.match(r"([a-z0-9-]+)==", line))]


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the dependencies layer holds: the pinned packages alone, pruned; to be read only."""
    folder = tmp_path_factory.mktemp("layer") / "dependencies"
    install(pinned(), folder)
    subprocess.run([sys.executable, DEPENDENCIES / "prune.py", folder], check=True)
    return folder


def install(names: list[str], folder: Path) -> None:
    """Put distributions of this environment into a folder, and nothing else."""
    for name in names:
        for path in importlib.metadata.files(name) or []:
            source = Path(str(path.locate()))
            if ".." in path.parts or "__pycache__" in path.parts:
                continue
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def run(program: str, layer: Path) -> str:
    """What a program prints that has nothing but the functions and the two layers on its path."""
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
    command = [sys.executable, "-S", "-P", "-c", program, *folders]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_functions_import_with_the_layers_alone(layer: Path) -> None:
    """Every handler imports, and every AWS client can be made, with nothing but the two layers on the path."""
    printed = run(IMPORT_EVERYTHING, layer)
    assert "workers.authorize" in printed
    assert "https://dynamodb.eu-central-1.amazonaws.com" in printed


def test_a_start_loads_nothing_that_packages_only_speak_of(layer: Path) -> None:
    """No HTML parser for help texts that nobody reads, no reader of installed packages for HTTP/2."""
    assert run(START_ONE, layer).split() == []


PREFIXES = {
    "dynamodb": "dynamodb",
    "events": "events",
    "secretsmanager": "secretsmanager",
    "sesv2": "ses",
    "sqs": "sqs",
    "stepfunctions": "states",
}
BY_LAMBDA_ITSELF = {"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"}
BY_LAMBDA_ITSELF |= {"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"}
CONDITION_KEYS = {"LeadingKeys", "FromAddress"}
IN_ONE_TRANSACTION = {"TransactWriteItems"}


@pytest.mark.parametrize("service", PREFIXES)
def test_clients_can_do_what_roles_grant_and_nothing_else(layer: Path, service: str) -> None:
    """The layer's model of a service has the operations that the template lets functions call."""
    granted = set(re.findall(rf"\b{PREFIXES[service]}:([A-Z]\w+)", (ROOT / "template.yaml").read_text()))
    model = next((layer / "botocore" / "data" / service).glob("*/service-2.json.gz"))
    known = set(json.loads(gzip.decompress(model.read_bytes()))["operations"])
    assert known - IN_ONE_TRANSACTION == granted - BY_LAMBDA_ITSELF - CONDITION_KEYS


DRAW = """
import sys
sys.path[:0] = sys.argv[1:]
import hosted.show_invoice_pdf
from documents.pdf import pdf_of
from commerce.domain.papers import Paper, Sum, Table
nothing = Table(("a", "b", "c"), ())
paper = Paper("Invoice", "1", "", ("Shop",), (), (("Number", "1"),), nothing, (Sum("Total", "1"),), nothing, ())
print(pdf_of(paper)[:5])
"""


def test_documents_are_drawn_with_their_layer_beside_the_others(layer: Path, tmp_path: Path) -> None:
    """And only with it: the shared layers hold nothing that draws."""
    install(pinned(PDF), tmp_path / "pdf")
    shared = [str(ROOT / "functions"), str(ROOT / "layers" / "commerce"), str(layer)]
    environment = {"PATH": os.environ["PATH"], "TABLE_NAME": "table", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-S", "-P", "-c", DRAW, *shared]
    own = [str(tmp_path / "pdf"), str(PDF)]
    done, without = (
        subprocess.run([*command, *more], env=environment, capture_output=True, text=True, check=False)
        for more in (own, [])
    )
    assert done.stdout.strip() == "b'%PDF-'", done.stderr
    assert "No module named 'documents'" in without.stderr
