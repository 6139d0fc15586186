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
for folder in ("api", "hosted", "workers"):
    for path in sorted(pathlib.Path(sys.argv[1], folder).rglob("*.py")):
        if folder == "hosted" and path.stem.endswith("_pdf"):  # they draw, with one more layer
            continue
        module = ".".join(path.relative_to(sys.argv[1]).with_suffix("").parts).removesuffix(".__init__")
        importlib.import_module(module)
        print(module)
from commerce.payments.stripe import StripeGateway
StripeGateway("sk_test_layers", "http://127.0.0.1:1")
from pydantic import BaseModel
shapes = BaseModel.__subclasses__()
for shape in shapes:
    shape.model_rebuild()
    shapes += shape.__subclasses__()
print(len(shapes), "shapes")
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

SPEAK = """
import http.server, json, sys, threading
sys.path[:0] = sys.argv[1:]
import certifi, jmespath
from botocore.exceptions import ClientError
from commerce.edge.registry import load_operations
from commerce.store.table import session
from pydantic import TypeAdapter, ValidationError
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

WRONG = {}, {"nothing": 1, "name": 1, "lineItems": [{"quantity": 0}], "amountMoney": {"amount": -1, "currency": "?"}}
for operation in load_operations():
    for shape in filter(None, (operation.body, operation.query, operation.answer)):
        adapter = TypeAdapter(shape)
        print(operation.name, shape is operation.answer or json.dumps(adapter.json_schema(), sort_keys=True))
        for wrong in WRONG:
            try:
                print(adapter.validate_python(wrong))
            except ValidationError as error:
                print(error.errors(include_url=False, include_context=False))

ADDRESSES = (
    "https://dynamodb.eu-central-1.amazonaws.com/", "http://127.0.0.1:4566/a%2fb?c=%41#d", "HTTPS://User@Example.COM:443",
    "http://[fe80::1%25eth0]:80/", "http://[2001:db8::7]", "http://[::1", "//host:99999/", "/path?query", "http://a b/",
)
for address in ADDRESSES:
    try:
        print(repr(parse_url(address)))
    except LocationParseError as error:
        print(error)
print(jmespath.search("a[?b > `1`].b", {"a": [{"b": 1}, {"b": 2}]}), jmespath.compile("length(@)").search([1, 2]))
print("BEGIN CERTIFICATE" in open(certifi.where()).read(), len(certifi.contents()))


class Table(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        print(self.headers["x-amz-target"], asked)
        known = "t" in asked["RequestItems"]
        answer = {"Responses": {"t": [{"pk": {"S": "1"}}]}} if known else {"__type": "x#ResourceNotFoundException"}
        content = json.dumps(answer).encode()
        self.send_response(200 if known else 400)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Table)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = session().create_client("dynamodb", endpoint_url=f"http://127.0.0.1:{server.server_port}")
for table in ("t", "unknown"):
    try:
        print(client.batch_get_item(RequestItems={table: {"Keys": [{"pk": {"S": "1"}}]}})["Responses"])
    except ClientError as error:
        print(type(error).__name__, error)
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
    """Every handler imports, every shape and AWS client can be made, with nothing but the two layers on the path."""
    printed = run(IMPORT_EVERYTHING, layer)
    assert "workers.authorize" in printed
    assert int(re.findall(r"(\d+) shapes", printed)[0]) > 150
    assert "https://dynamodb.eu-central-1.amazonaws.com" in printed


def test_a_start_loads_nothing_that_packages_only_speak_of(layer: Path) -> None:
    """No HTML parser for help texts that nobody reads, no reader of installed packages for HTTP/2."""
    assert run(START_ONE, layer).split() == []


def test_pruned_packages_speak_as_whole_ones_do(layer: Path, tmp_path: Path) -> None:
    """Schemas of what may be sent, what is wrong with a body, addresses, and requests to a table over the network."""
    install(pinned(), tmp_path / "whole")
    said = run(SPEAK, layer)
    assert "orders.create" in said
    assert "ResourceNotFoundException" in said
    assert said.splitlines() == run(SPEAK, tmp_path / "whole").splitlines()


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
