"""The template keeps what it promises about deployment, and carries the operations as they are."""

from __future__ import annotations

import re
from typing import Any

import pytest

from commerce.edge.registry import load_operations
from commerce.edge.unknown_routes import HOSTED_PATHS
from local.rendering.stanzas import logical_id
from tests.contract.deployed import of_type, resources_of_template

MOST_RESOURCES = 500
RESOURCES_PER_OPERATION = 2  # the function, and API Gateway's permission to invoke it
OPERATIONS_TO_COME = 30  # some times as many as the contract still has
INTEGRATION = "x-amazon-apigateway-integration"
UNKNOWN = "RefuseUnknownRoutes"


@pytest.fixture
def expanded() -> dict[str, Any]:
    """The template's resources as CloudFormation gets them, after the SAM transform."""
    return resources_of_template()


def statements(resources: dict[str, Any]) -> list[dict[str, Any]]:
    """List what the template's own roles and policies allow."""
    documents = [each["PolicyDocument"] for each in of_type(resources, "AWS::IAM::ManagedPolicy").values()]
    for role in of_type(resources, "AWS::IAM::Role").values():
        documents += [each["PolicyDocument"] for each in role.get("Policies", [])]
    return [statement for document in documents for statement in document["Statement"]]


def test_operations_to_come_fit_in_one_stack(expanded: dict[str, Any]) -> None:
    """CloudFormation takes 500 resources: 30 more operations, of 2 resources each, still fit."""
    assert len(expanded) + OPERATIONS_TO_COME * RESOURCES_PER_OPERATION < MOST_RESOURCES


def test_no_function_may_scan_or_do_everything(expanded: dict[str, Any]) -> None:
    """No statement names a wildcard action or a scan, and only ListStreams names every resource."""
    for statement in statements(expanded):
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        assert not [action for action in actions if "*" in action or action.endswith(":Scan")]
        assert statement["Resource"] != "*" or actions == ["dynamodb:ListStreams"]


def test_table_outlives_its_stack(expanded: dict[str, Any]) -> None:
    """Deleting or replacing keeps the table; in the live profile it can't be deleted by hand either."""
    table = expanded["Table"]
    assert table["DeletionPolicy"] == "RetainExceptOnCreate"
    assert table["UpdateReplacePolicy"] == "Retain"
    assert table["Properties"]["DeletionProtectionEnabled"] == {"Fn::If": ["IsLive", True, False]}
    assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_every_function_logs_to_a_group_with_retention(expanded: dict[str, Any]) -> None:
    """No function makes a log group of its own, which would keep everything for ever."""
    groups = of_type(expanded, "AWS::Logs::LogGroup")
    assert all("RetentionInDays" in group for group in groups.values())
    for function in of_type(expanded, "AWS::Lambda::Function").values():
        assert function["LoggingConfig"]["LogGroup"]["Ref"] in groups


def test_only_public_operations_ask_for_no_key(expanded: dict[str, Any]) -> None:
    """A route goes without the authorizer if its operation says so or if it is a hosted page's, and not otherwise."""
    public = {logical_id(operation.name) for operation in load_operations() if operation.public} | {UNKNOWN}
    functions = of_type(expanded, "AWS::Lambda::Function")
    public |= {name for name, each in functions.items() if each["Handler"].startswith("hosted.")}
    paths = expanded["Api"]["Properties"]["Body"]["paths"]
    for operation in (each for methods in paths.values() for each in methods.values()):
        function = operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"].split("${")[-1].split(".Arn")[0]
        assert operation["security"] == ([{"NONE": []}] if function in public else [{"ApiKey": []}])


def test_every_hosted_page_is_known_to_who_asks_for_what_is_not_there(expanded: dict[str, Any]) -> None:
    """The hints for unknown routes tell of the pages that the template has, and of no others."""
    functions = of_type(expanded, "AWS::Lambda::Function")
    hosted = {name for name, each in functions.items() if each["Handler"].startswith("hosted.")}
    paths = expanded["Api"]["Properties"]["Body"]["paths"]
    found = {
        (path, method.upper())
        for path, methods in paths.items()
        for method, each in methods.items()
        if each["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"].split("${")[-1].split(".Arn")[0] in hosted
    }
    assert found == {(path, method) for path, methods in HOSTED_PATHS.items() for method in methods}


def test_an_alias_leads_to_the_same_function(expanded: dict[str, Any]) -> None:
    """With the same parameters, so that nothing of the operation differs."""
    paths = expanded["Api"]["Properties"]["Body"]["paths"]
    for operation in load_operations():
        if operation.alias is not None:
            method = operation.method.lower()
            own, other = (paths[path][method] for path in (operation.path, operation.alias))
            assert own[INTEGRATION]["uri"] == other[INTEGRATION]["uri"]
            assert operation.path_parameters == tuple(re.findall(r"{(\w+)}", operation.alias))


def test_whatever_is_no_operation_has_a_function_that_says_so(expanded: dict[str, Any]) -> None:
    """The default route takes every method."""
    route = expanded["Api"]["Properties"]["Body"]["paths"]["$default"]["x-amazon-apigateway-any-method"]
    assert route["isDefaultRoute"]
    assert UNKNOWN in route["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]


def test_public_operations_may_read_nothing_unless_they_check_a_signature(expanded: dict[str, Any]) -> None:
    """What anybody may call runs under the role without rights; what Stripe calls checks its signature first."""
    functions = of_type(expanded, "AWS::Lambda::Function")
    assert functions[UNKNOWN]["Role"]["Fn::GetAtt"][0] == "PublicRole"
    for operation in load_operations():
        if operation.public:
            role = functions[logical_id(operation.name)]["Role"]["Fn::GetAtt"][0]
            assert role == ("PayerRole" if operation.signed else "PublicRole")
