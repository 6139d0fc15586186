"""Give the emulated HTTP API its routes.

SAM compiles an HttpApi's routes and authorizers into one OpenAPI document, which API Gateway imports.  The emulator
drops it, so what it says is made through the emulator's own API Gateway calls.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local.aws import Aws

INTEGRATION = "x-amazon-apigateway-integration"
AUTHORIZER = "x-amazon-apigateway-authorizer"
DEFAULT = "$default"
PAGE = "500"


def sync_routes(aws: Aws, stack: str, api_id: str) -> None:
    """Make the API's routes those of the deployed template: add what is missing, drop what is gone."""
    document = _document(aws, stack)
    arns = _function_arns(aws, stack)
    authorizers = _sync_authorizers(aws, api_id, document, arns)
    wanted = dict(_routes(document, arns))
    present = {each["RouteKey"]: each for each in aws.gateway.get_routes(ApiId=api_id, MaxResults=PAGE)["Items"]}
    for key in present.keys() - wanted.keys():
        aws.gateway.delete_route(ApiId=api_id, RouteId=present[key]["RouteId"])
    integrations = _sync_integrations(aws, api_id, {arn for arn, _ in wanted.values()})
    for key, (arn, scheme) in wanted.items():
        target = f"integrations/{integrations[arn]}"
        auth = {"AuthorizationType": "NONE"}
        if scheme in authorizers:
            auth = {"AuthorizationType": "CUSTOM", "AuthorizerId": authorizers[scheme]}
        if key not in present:
            aws.gateway.create_route(ApiId=api_id, RouteKey=key, Target=target, **auth)
        elif present[key].get("Target") != target or present[key].get("AuthorizationType") != auth["AuthorizationType"]:
            aws.gateway.update_route(ApiId=api_id, RouteId=present[key]["RouteId"], Target=target, **auth)


def _document(aws: Aws, stack: str) -> dict[str, Any]:
    """Find the OpenAPI document in the transformed template."""
    template = aws.cloudformation.get_template(StackName=stack, TemplateStage="Processed")["TemplateBody"]
    resources = (json.loads(template) if isinstance(template, str) else template)["Resources"].values()
    (api,) = (each for each in resources if each["Type"] == "AWS::ApiGatewayV2::Api")
    return dict(api["Properties"]["Body"])


def _function_arns(aws: Aws, stack: str) -> dict[str, str]:
    """Map the functions' logical ids to their ARNs."""
    named: dict[str, str] = {}
    for page in aws.cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack):
        for each in page["StackResourceSummaries"]:
            if each["ResourceType"] == "AWS::Lambda::Function":
                named[each["LogicalResourceId"]] = each["PhysicalResourceId"]
    arns = {
        function["FunctionName"]: function["FunctionArn"]
        for page in aws.functions.get_paginator("list_functions").paginate()
        for function in page["Functions"]
    }
    return {logical_id: arns[name] for logical_id, name in named.items()}


def _arn(uri: Any, arns: dict[str, str]) -> str:
    """Find which function an integration's or authorizer's address names."""
    found = re.search(r"\$\{(\w+)\.Arn\}", text := json.dumps(uri)) or re.search(r'"GetAtt": \["(\w+)"', text)
    found = found or re.search(r'"Fn::GetAtt": \["(\w+)"', text)
    if not found:
        raise ValueError(f"no function in {text}")
    return arns[found.group(1)]


def _routes(document: dict[str, Any], arns: dict[str, str]) -> list[tuple[str, tuple[str, str]]]:
    """List routes as (route key, (function, security scheme))."""
    routes = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            scheme = next((name for each in operation.get("security", []) for name in each), "")
            key = path if path == DEFAULT else f"{method.upper()} {path}"
            routes.append((key, (_arn(operation[INTEGRATION]["uri"], arns), scheme)))
    return routes


def _sync_authorizers(aws: Aws, api_id: str, document: dict[str, Any], arns: dict[str, str]) -> dict[str, str]:
    """Make the authorizers that are missing; gives their ids by name."""
    present = {each["Name"]: each["AuthorizerId"] for each in aws.gateway.get_authorizers(ApiId=api_id)["Items"]}
    for name, scheme in document.get("components", {}).get("securitySchemes", {}).items():
        if name in present:
            continue
        settings = scheme[AUTHORIZER]
        created = aws.gateway.create_authorizer(
            ApiId=api_id,
            Name=name,
            AuthorizerType="REQUEST",
            AuthorizerUri=_invocation(_arn(settings["authorizerUri"], arns)),
            AuthorizerPayloadFormatVersion=settings["authorizerPayloadFormatVersion"],
            AuthorizerResultTtlInSeconds=settings["authorizerResultTtlInSeconds"],
            EnableSimpleResponses=settings["enableSimpleResponses"],
            IdentitySource=settings["identitySource"],
        )
        present[name] = created["AuthorizerId"]
    return present


def _invocation(arn: str) -> str:
    """Write the address under which API Gateway invokes a function."""
    region = arn.split(":")[3]
    return f"arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations"


def _sync_integrations(aws: Aws, api_id: str, wanted: set[str]) -> dict[str, str]:
    """Make the integrations that are missing; gives their ids by function."""
    items = aws.gateway.get_integrations(ApiId=api_id, MaxResults=PAGE)["Items"]
    present = {each["IntegrationUri"]: each["IntegrationId"] for each in items}
    for arn in wanted - present.keys():
        created = aws.gateway.create_integration(
            ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
        )
        present[arn] = created["IntegrationId"]
    return present
