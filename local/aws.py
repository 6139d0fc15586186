"""Clients of the emulated AWS."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import botocore.session
from botocore.config import Config

REGION = "us-east-1"
# The emulator's own account, as its root.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True)
class Aws:
    """The clients that a deployment needs, made when first used."""

    endpoint_url: str

    def client(self, service: str) -> Any:
        """Make a client of one service."""
        session = botocore.session.get_session()
        return session.create_client(
            service,
            region_name=REGION,
            endpoint_url=self.endpoint_url,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"total_max_attempts": 1}, read_timeout=120, s3={"addressing_style": "path"}),
        )

    @cached_property
    def cloudformation(self) -> Any:
        """Deploys the template."""
        return self.client("cloudformation")

    @cached_property
    def gateway(self) -> Any:
        """Holds the HTTP API's routes."""
        return self.client("apigatewayv2")

    @cached_property
    def functions(self) -> Any:
        """Invokes functions."""
        return self.client("lambda")

    @cached_property
    def buckets(self) -> Any:
        """Keeps the packages that are deployed."""
        return self.client("s3")

    @cached_property
    def secrets(self) -> Any:
        """Keeps Stripe's key."""
        return self.client("secretsmanager")
