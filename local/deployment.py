"""Deploy the real template.yaml into the emulator, from source."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from botocore.exceptions import ClientError

from local.packaging import Package, empty_package, forget_old, package
from local.processes import StartError
from local.routes import sync_routes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from local.aws import Aws

STACK = "flint"
BUCKET = "flint-deployments"
DEPLOY_SECONDS = 180
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]


@dataclass(frozen=True)
class Stack:
    """A deployed stack's outputs, as far as the local runtime uses them."""

    api_id: str
    table_name: str
    event_bus_name: str
    stripe_secret: str
    stripe_tax_secret: str
    create_merchant: str


def deploy(aws: Aws, root: Path, shelf: Path, parameters: Mapping[str, str]) -> Stack:
    """Bring the stack to what the source says.  Nothing is done if it is there already.

    shelf: where the functions' modules are laid out, and stay: a stack that stands is at work before this is called.

    Raises StartError with CloudFormation's reason if it can't be deployed.
    """
    commerce, documents = root / "layers" / "commerce" / "commerce", root / "layers" / "pdf" / "documents"
    packages = {
        "CodeUri: functions/": package(root / "functions", shelf),
        "ContentUri: layers/commerce/": package(commerce, shelf, prefix="python/commerce"),
        "ContentUri: layers/pdf/": package(documents, shelf, prefix="python/documents"),
        "ContentUri: layers/dependencies/": empty_package("dependencies"),
    }
    body = with_mails(with_machines(_with_packages((root / "template.yaml").read_text(), packages), root))
    wanted = {name: value for name, value in parameters.items() if f"  {name}:" in body}
    if not _stands(aws, body, wanted):
        _upload(aws, list(packages.values()))
        _apply(aws, body, wanted)
        forget_old(shelf)
    outputs = _outputs(aws)
    sync_routes(aws, STACK, outputs["ApiId"])
    return Stack(
        api_id=outputs["ApiId"],
        table_name=outputs["TableName"],
        event_bus_name=outputs["EventBusName"],
        stripe_secret=outputs["StripeSecretArn"],
        stripe_tax_secret=outputs["StripeTaxSecretArn"],
        create_merchant=outputs["CreateMerchantFunction"],
    )


def _with_packages(template: str, packages: Mapping[str, Package]) -> str:
    """Name the zips in the template, as `sam package` does."""
    for source, zipped in packages.items():
        if template.count(source) != 1:
            raise StartError(f"template.yaml should say {source!r} once")
        template = template.replace(source, f"{source.split()[0]} s3://{BUCKET}/{zipped.name}")
    return template


def with_machines(template: str, root: Path) -> str:
    """Put state machines' definitions into the template, which the emulator does not fetch from where they stand."""
    for path in sorted((root / "statemachines").glob("*.asl.yaml")):
        definition = json.dumps(yaml.safe_load(path.read_text()))
        template = template.replace(f"DefinitionUri: statemachines/{path.name}", f"Definition: {definition}")
    return template


def with_mails(template: str) -> str:
    """Let who may mail for one identity mail: the emulator checks mails against all resources, and knows no sender."""
    start = template.index('Resource: !Sub "arn:${AWS::Partition}:ses:')
    condition = template.index("Condition: ", start)
    end = template.index("\n", condition)
    return template[:start] + 'Resource: "*"' + template[end:]


def _upload(aws: Aws, packages: list[Package]) -> None:
    aws.buckets.create_bucket(Bucket=BUCKET)
    for zipped in packages:
        aws.buckets.put_object(Bucket=BUCKET, Key=zipped.name, Body=zipped.content)


def _stands(aws: Aws, body: str, parameters: Mapping[str, str]) -> bool:
    """Tell whether the stack stands, with this template and these parameters."""
    stack = _describe(aws)
    if not stack or not _is_whole(stack["StackStatus"]):
        return False
    given = {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", [])}
    return stack.get("Tags") == _tags(body) and parameters.items() <= given.items()


def _tags(body: str) -> list[dict[str, str]]:
    """What says of a stack by which template it stands: the emulator tells only what it made of one."""
    return [{"Key": "template", "Value": hashlib.sha256(body.encode()).hexdigest()}]


def _is_whole(status: str) -> bool:
    return status in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}


def _describe(aws: Aws) -> dict[str, Any] | None:
    try:
        (stack,) = aws.cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    except ClientError:
        return None
    return None if stack["StackStatus"] == "DELETE_COMPLETE" else dict(stack)


def _apply(aws: Aws, body: str, parameters: Mapping[str, str]) -> None:
    """Create or update the stack and wait until it stands."""
    aws.buckets.put_object(Bucket=BUCKET, Key="template.yaml", Body=body.encode())
    arguments = {
        "StackName": STACK,
        "TemplateURL": f"{aws.endpoint_url}/{BUCKET}/template.yaml",
        "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        "Capabilities": CAPABILITIES,
        "Tags": _tags(body),
    }
    stack = _describe(aws)
    if stack and not _is_whole(stack["StackStatus"]):
        aws.cloudformation.delete_stack(StackName=STACK)
        stack = None
    if stack:
        try:
            aws.cloudformation.update_stack(**arguments)
        except ClientError as error:
            if "No updates are to be performed" not in str(error):
                raise
    else:
        aws.cloudformation.create_stack(**arguments)
    _await_whole(aws)


def _await_whole(aws: Aws) -> None:
    deadline = time.monotonic() + DEPLOY_SECONDS
    while time.monotonic() < deadline:
        status = (_describe(aws) or {}).get("StackStatus", "")
        if not status.endswith("_IN_PROGRESS"):
            break
        time.sleep(0.05)
    if not _is_whole(status):
        raise StartError(f"template.yaml was not deployed ({status}):\n{_reasons(aws)}")


def _reasons(aws: Aws) -> str:
    events = aws.cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [each for each in events if each["ResourceStatus"].endswith("_FAILED")]
    return "\n".join(f"  {each['LogicalResourceId']}: {each.get('ResourceStatusReason', '')}" for each in failed[:5])


def _outputs(aws: Aws) -> dict[str, str]:
    stack = _describe(aws) or {}
    return {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}


def verify_sender(aws: Aws, address: str) -> None:
    """Let mails come from this address, as the mail with SES's link does on AWS."""
    mails = aws.client("sesv2")
    try:
        mails.create_email_identity(EmailIdentity=address)
    except ClientError as error:
        if error.response["Error"]["Code"] != "AlreadyExistsException":
            raise
