"""The rules of security that a deployment must keep, checked on what CloudFormation gets.

They are those of cfn-guard's and checkov's rule sets that concern what this template has; each stands here in a few
lines, so that a clone needs neither.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.deployed import as_list, of_type, resources_of_template

Resources = dict[str, Any]

HAS_NO_RESOURCE = {"dynamodb:ListStreams"}
"""Actions that AWS lets nobody limit to a resource."""


@pytest.fixture(scope="module")
def resources() -> Resources:
    """The template's resources by logical id."""
    return resources_of_template()


def policies(resources: Resources) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every statement that the template makes, with the name of its resource."""
    for name, each in resources.items():
        properties = each.get("Properties", {})
        documents = [
            properties.get("PolicyDocument"),
            *(part["PolicyDocument"] for part in properties.get("Policies", [])),
        ]
        for document in filter(None, documents):
            yield from ((name, statement) for statement in as_list(document["Statement"]))


def test_table_is_encrypted_and_can_be_restored(resources: Resources) -> None:
    """At rest under a key of AWS's own, with point-in-time recovery."""
    for table in of_type(resources, "AWS::DynamoDB::Table").values():
        assert table["SSESpecification"]["SSEEnabled"] is True
        assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True


def test_queues_are_encrypted(resources: Resources) -> None:
    """Messages at rest too."""
    for queue in of_type(resources, "AWS::SQS::Queue").values():
        assert queue.get("SqsManagedSseEnabled") is True or "KmsMasterKeyId" in queue


def test_no_statement_allows_any_action_or_any_resource(resources: Resources) -> None:
    """No wildcard in an action; as a resource only where AWS knows no other, or for all indexes of the table."""
    for name, statement in policies(resources):
        actions = set(as_list(statement["Action"]))
        assert not [action for action in actions if "*" in action], name
        for resource in as_list(statement["Resource"]):
            assert resource != "*" or actions <= HAS_NO_RESOURCE, name
            text = json.dumps(resource)
            assert "*" not in text or text.endswith('/index/*"}') or actions <= HAS_NO_RESOURCE, name


def test_no_statement_allows_what_is_left_over(resources: Resources) -> None:
    """No NotAction, NotResource or NotPrincipal, which allow whatever AWS adds."""
    for name, statement in policies(resources):
        assert not statement.keys() & {"NotAction", "NotResource", "NotPrincipal"}, name


def test_nobody_outside_may_assume_a_role(resources: Resources) -> None:
    """Services of AWS only, no account and nobody at large."""
    for name, role in of_type(resources, "AWS::IAM::Role").items():
        for statement in as_list(role["AssumeRolePolicyDocument"]["Statement"]):
            assert statement["Principal"].keys() == {"Service"}, name


def test_no_function_has_a_policy_of_aws(resources: Resources) -> None:
    """AWS's own policies allow more than a function needs: all of the functions' are the template's."""
    roles = {each["Role"]["Fn::GetAtt"][0] for each in of_type(resources, "AWS::Lambda::Function").values()}
    for name in roles:
        named = resources[name]["Properties"]["ManagedPolicyArns"]
        assert not [policy for policy in named if policy.keys() != {"Ref"}], name


def test_counting_requests_reaches_counters_only(resources: Resources) -> None:
    """The authorizer sees every key; it may write rows that count requests and no others."""
    (statement,) = [
        statement
        for name, statement in policies(resources)
        if name == "AuthorizeRole" and "dynamodb:UpdateItem" in as_list(statement["Action"])
    ]
    assert statement["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["*/rate/*"]}}


def test_pepper_is_read_by_what_makes_and_checks_keys(resources: Resources) -> None:
    """Three functions, and no other role."""
    readers = {
        name
        for name, role in of_type(resources, "AWS::IAM::Role").items()
        if {"Ref": "ReadPepper"} in role.get("ManagedPolicyArns", [])
    }
    assert readers == {"AuthorizeRole", "CreateMerchantRole", "KeyMakerRole"}
    assert [name for name, each in policies(resources) if "ApiKeyPepper" in json.dumps(each)] == ["ReadPepper"]


def test_webhook_secret_is_read_by_what_makes_and_uses_webhook_secrets(resources: Resources) -> None:
    """What secrets of endpoints are derived from opens every one of them."""
    readers = {
        name
        for name, role in of_type(resources, "AWS::IAM::Role").items()
        if {"Ref": "ReadWebhookSecret"} in role.get("ManagedPolicyArns", [])
    }
    assert readers == {"SecretMakerRole", "DeliverWebhookRole", "RetryWebhookRole"}
    assert [name for name, each in policies(resources) if "WebhookSecret" in json.dumps(each)] == ["ReadWebhookSecret"]


def test_schedule_of_retries_may_ask_for_tries_and_nothing_else(resources: Resources) -> None:
    """Its role invokes one function."""
    (allowed,) = [statement for name, statement in policies(resources) if name == "WebhookDeliveryRole"]
    assert (allowed["Action"], allowed["Resource"]) == (
        "lambda:InvokeFunction",
        {"Fn::GetAtt": ["RetryWebhook", "Arn"]},
    )


def test_logs_end_some_day(resources: Resources) -> None:
    """Every log group keeps what it has for a set time."""
    groups = of_type(resources, "AWS::Logs::LogGroup").values()
    assert all(group["RetentionInDays"] == {"Ref": "LogRetentionDays"} for group in groups)


def test_secrets_are_made_or_handed_in_and_never_written_out(resources: Resources) -> None:
    """A secret's value is generated, or comes from parameters that CloudFormation does not show."""
    for name, secret in of_type(resources, "AWS::SecretsManager::Secret").items():
        value = json.dumps(secret.get("SecretString", ""))
        assert "GenerateSecretString" in secret or "${" in value, name


def test_no_function_has_a_secret_in_its_environment(resources: Resources) -> None:
    """Who may look at functions sees names of secrets, not secrets."""
    for name, function in of_type(resources, "AWS::Lambda::Function").items():
        variables = json.dumps(function.get("Environment", {}))
        assert not [
            word
            for word in (
                "StripeTestSecretKey",
                "StripeLiveSecretKey",
                "StripeTaxTestKey",
                "StripeTaxLiveKey",
                "resolve:",
            )
            if word in variables
        ], name


def test_nothing_is_open_to_the_internet_but_the_api(resources: Resources) -> None:
    """No bucket, no function address, and only API Gateway and AWS's schedules may invoke a function."""
    kinds = {each["Type"] for each in resources.values()}
    assert not kinds & {"AWS::S3::Bucket", "AWS::Lambda::Url"}
    for name, permission in of_type(resources, "AWS::Lambda::Permission").items():
        assert permission["Principal"] in {"apigateway.amazonaws.com", "events.amazonaws.com"}, name
        assert "SourceArn" in permission, name


def test_access_is_logged_without_paths_and_keys(resources: Resources) -> None:
    """Routes and identifiers: a path, a query or a header could hold what must not be kept."""
    (stage,) = of_type(resources, "AWS::ApiGatewayV2::Stage").values()
    said = stage["AccessLogSettings"]["Format"]
    assert "$context.routeKey" in said
    assert not [word for word in ("$context.path", "querystring", "header", "authorization") if word in said.lower()]


def test_requests_are_throttled(resources: Resources) -> None:
    """Over all merchants, besides the limit of each key."""
    (stage,) = of_type(resources, "AWS::ApiGatewayV2::Stage").values()
    assert {"ThrottlingRateLimit", "ThrottlingBurstLimit"} <= stage["DefaultRouteSettings"].keys()
