"""The template's region: one stanza per operation."""

from __future__ import annotations

from collections.abc import Iterable

from commerce.edge.operation import Operation

BEGIN = "  # BEGIN RENDERED OPERATIONS"
END = "  # END RENDERED OPERATIONS"

ROLE_BY_KIND = {
    "public": "PublicRole",
    "read": "ReaderRole",
    "write": "WriterRole",
    "price": "PricerRole",
    "count": "CounterRole",
    "pay": "PayerRole",
    "keys": "KeyMakerRole",
    "secrets": "SecretMakerRole",
    "deliver": "DelivererRole",
    "clock": "ClockRole",
    "replay": "ReplayerRole",
}


def logical_id(name: str) -> str:
    """Derive the CloudFormation id: `orders.applyCoupon` is `OrdersApplyCoupon`."""
    return "".join(part[0].upper() + part[1:] for part in name.split("."))


def render_operation(operation: Operation) -> str:
    """Render one operation's stanza, indented for the Resources section."""
    auth = ", Auth: {Authorizer: NONE}" if operation.public else ""
    return f"""\
  {logical_id(operation.name)}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: {operation.module}.handler
      Role: !GetAtt {ROLE_BY_KIND[operation.kind]}.Arn
      Events:
        Http:
          Type: HttpApi
          Properties: {{ApiId: !Ref Api, Method: {operation.method}, Path: "{operation.path}"{auth}}}
{_render_alias(operation, auth)}"""


def _render_alias(operation: Operation, auth: str) -> str:
    if operation.alias is None:
        return ""
    return f"""\
        Alias:
          Type: HttpApi
          Properties: {{ApiId: !Ref Api, Method: {operation.method}, Path: "{operation.alias}"{auth}}}
"""


def render_operations(operations: Iterable[Operation]) -> str:
    """Render all stanzas, in the order of their names."""
    return "\n".join(render_operation(operation) for operation in sorted(operations, key=lambda each: each.name))
