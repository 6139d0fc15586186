"""Bring up the whole stack on this machine: emulator, template, Stripe stand-in, sandbox merchants.

`make dev` runs it with state that is kept, the end-to-end tests on free ports in a folder of their own:

    with Runtime(home=tmp_path, ports=Ports.free()) as runtime:
        httpx.get(f"{runtime.sandbox.base_url}/v1/orders", headers={"X-API-Key": runtime.sandbox.api_key})
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from local.aws import CREDENTIALS, REGION, Aws
from local.concurrency import bound
from local.deployment import Stack, deploy, verify_sender
from local.processes import Program, StartError, await_free, drop, free_ports
from local.seed import Sandbox, seed
from local.streams import begin_anew

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent
EMULATOR_PYTHON = ROOT / ".dev" / "runtime" / "bin" / "python"
STRIPE = "https://api.stripe.com"
KEY_RATE_LIMIT = "10000"  # requests in ten seconds: races and benchmarks ask as fast as this machine answers
MAIL_SENDER = "invoices@example.com"  # nothing leaves this machine: the emulator keeps what is mailed
STANDIN_KEY = "sk_test_standin"
STANDIN_WEBHOOK_SECRET = "whsec_standin"  # noqa: S105  # opens nothing
# What reaches the functions from the caller's environment: only what a connection to Stripe itself may need.
PASSED_ON = ("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")


@dataclass(frozen=True)
class Ports:
    """Where on loopback things listen.  Their names are those of the Makefile's variables."""

    api: int = 4000
    aws: int = 4566
    stripe: int = 12111

    @classmethod
    def free(cls) -> Self:
        """Take ports that nobody uses now."""
        return cls(*free_ports(3))

    def require_free(self) -> None:
        """Raise StartError if a port is taken, saying how to choose another."""
        for variable, port in (("PORT", self.api), ("AWS_PORT", self.aws), ("STRIPE_PORT", self.stripe)):
            if not await_free(port):
                raise StartError(f"Port {port} is taken. Choose another: make dev {variable}={port + 1}")


class Step(Protocol):
    """Tells that a step begins, and in leaving that it is done."""

    def __call__(self, title: str, /) -> AbstractContextManager[None]:
        """Begin a step."""


@contextmanager
def silent_step(_title: str, /) -> Iterator[None]:
    """Say nothing."""
    yield


@dataclass
class Runtime:
    """The running stack.

    home: everything it writes.  persist: keep the table, the keys and Stripe's side for the next start.
    stripe_key: a key of Stripe's own test mode, to talk to Stripe itself; None starts the stand-in.
    stripe_publishable_key: what lets hosted pages show Stripe's own card fields; empty: they name test cards.
    stripe_webhook_secret: what Stripe itself signs its events with, if they are forwarded here.
    wait_scale: how long state machines wait, as a part of what they are told to; 0: not at all.
    """

    home: Path
    ports: Ports = field(default_factory=Ports)
    persist: bool = False
    stripe_key: str | None = None
    stripe_webhook_secret: str = ""
    stripe_publishable_key: str = ""
    wait_scale: float = 1.0
    step: Step = silent_step
    programs: list[Program] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Start everything; what was started is stopped again if something fails."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop everything."""
        self.stop()

    @property
    def aws(self) -> Aws:
        """Clients of the emulated AWS."""
        return Aws(f"http://127.0.0.1:{self.ports.aws}")

    @property
    def stripe_base_url(self) -> str:
        """Where Stripe is, for the functions."""
        return STRIPE if self.stripe_key else f"http://127.0.0.1:{self.ports.stripe}"

    def _start(self) -> None:
        self.ports.require_free()
        if self.stripe_key is None:
            with self.step("Start the Stripe stand-in"):
                self._start_standin()
        started_before = self.persist and (self.home / "state" / "aws").exists()
        with self.step("Start the AWS emulator"):
            emulator = self._start_emulator()
        with self.step("Deploy template.yaml"):
            self.stack = self.deploy()
            if started_before:
                begin_anew(self.aws)
        emulator.order(f"serve {self.stack.api_id}")
        with self.step("Seed the sandbox"):
            self._store_stripe_key()
            kept = self.home / "sandbox.json" if self.persist else None
            self.sandbox: Sandbox = seed(
                self.aws,
                self.stack.create_merchant,
                base_url=f"http://127.0.0.1:{self.ports.api}",
                stripe_base_url=self.stripe_base_url,
                kept=kept,
            )

    def deploy(self) -> Stack:
        """Bring the stack to what the source says now."""
        stack = deploy(
            self.aws,
            ROOT,
            self.home / "packages",
            {
                "Profile": "sandbox",
                "StripeApiBase": "" if self.stripe_key else self.stripe_base_url,
                "KeyRateLimit": KEY_RATE_LIMIT,
                "WebhooksToLoopback": "true",
                "MailSender": MAIL_SENDER,
                "MailIdentity": MAIL_SENDER,
                "PublicUrl": f"http://127.0.0.1:{self.ports.api}",
                "StripeTestPublishableKey": self.stripe_publishable_key,
            },
        )
        bound(self.aws)
        verify_sender(self.aws, MAIL_SENDER)
        return stack

    def require_alive(self) -> None:
        """Raise StartError if one of the programs has stopped by itself."""
        for program in self.programs:
            program.require_alive()

    def stop(self) -> None:
        """Stop what was started, the last first, and drop temporary files."""
        while self.programs:
            self.programs.pop().stop()
        drop(self.home / "tmp")

    def _start_standin(self) -> None:
        state = str(self.home / "state" / "stripe.sqlite3") if self.persist else ":memory:"
        (self.home / "state").mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "local.tether", "local.stripe_standin"]
        webhooks = f"http://127.0.0.1:{self.ports.api}/v1/stripe/webhooks"
        signed = ["--webhook-url", webhooks, "--webhook-secret", STANDIN_WEBHOOK_SECRET]
        arguments = ["--port", str(self.ports.stripe), "--state", state, *signed]
        log = self.home / "logs" / "stripe.log"
        standin = Program.start("The Stripe stand-in", [*command, *arguments], cwd=ROOT, env=os.environ, log=log)
        self.programs.append(standin)
        standin.await_answer(self.stripe_base_url)

    def _start_emulator(self) -> Program:
        if not EMULATOR_PYTHON.exists():
            raise StartError("The emulator is not installed: run `make .dev/runtime`")
        drop(self.home / "tmp")
        (self.home / "tmp").mkdir(parents=True)
        command = [str(EMULATOR_PYTHON), "-m", "local.emulator"]
        arguments = ["--port", str(self.ports.api), "--aws-port", str(self.ports.aws)]
        log = self.home / "logs" / "emulator.log"
        environment = self._emulator_environment()
        emulator = Program.start("The AWS emulator", [*command, *arguments], cwd=ROOT, env=environment, log=log)
        self.programs.append(emulator)
        emulator.await_answer(f"{self.aws.endpoint_url}/_ministack/ready")
        return emulator

    def _emulator_environment(self) -> dict[str, str]:
        """Settings of the emulator; the functions inherit them, so nothing of the caller's is here."""
        return {
            **{name: value for name in PASSED_ON if (value := os.environ.get(name))},
            **CREDENTIALS,
            "AUTH": "true",  # the roles of the template are enforced, so what is not granted fails here too
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "BIND_HOST": "127.0.0.1",
            "DOCKER_HOST": f"unix://{self.home}/no-docker",
            "GATEWAY_PORT": str(self.ports.aws),
            "HOME": str(self.home),
            "IOT_MTLS_ENABLED": "0",
            "PATH": os.defpath,
            "PERSIST_STATE": "1" if self.persist else "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            "SFN_WAIT_SCALE": str(self.wait_scale),
            "SFTP_ENABLED": "0",
            "STATE_DIR": str(self.home / "state" / "aws"),
            "TMPDIR": str(self.home / "tmp"),
        }

    def _store_stripe_key(self) -> None:
        """Put Stripe's keys where the functions read them."""
        test = {"secretKey": STANDIN_KEY, "webhookSecret": STANDIN_WEBHOOK_SECRET}
        if self.stripe_key:
            test = {"secretKey": self.stripe_key, "webhookSecret": self.stripe_webhook_secret}
        value = json.dumps({"test": test, "live": {"secretKey": "", "webhookSecret": ""}})
        self.aws.secrets.put_secret_value(SecretId=self.stack.stripe_secret, SecretString=value)
        tax = json.dumps({"test": test["secretKey"], "live": ""})
        self.aws.secrets.put_secret_value(SecretId=self.stack.stripe_tax_secret, SecretString=tax)
