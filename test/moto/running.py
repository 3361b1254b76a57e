"""Processes and the built bundle: our tool against moto."""

import json
import os
import socket
import subprocess
import sys
import time
import unittest
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
CLI = ["node", str(ROOT / "dist" / "cli.js")]
REGION = "us-east-1"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_until(answers, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if answers():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError("the server did not answer in time")


class Moto:
    """moto's server on loopback; `env` leads any AWS client to it."""

    def __init__(self) -> None:
        port = free_port()
        self.url = f"http://localhost:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: urlopen(f"{self.url}/moto-api/").status == 200)
        self.env = {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_REGION": REGION,
        }

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(60)


class Result:
    """What one run printed: NDJSON events, diagnostics, exit code."""

    def __init__(self, done: subprocess.CompletedProcess) -> None:
        self.code = done.returncode
        self.stderr = done.stderr
        self.events = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]

    def of(self, kind: str) -> list:
        return [event for event in self.events if event["type"] == kind]

    def check(self, check_id: str) -> dict:
        return next(event for event in self.of("check") if event["id"] == check_id)

    def __repr__(self) -> str:
        return f"exit {self.code}\n{self.stderr}\n" + "\n".join(json.dumps(event) for event in self.events)


def run(args: list, env: dict, timeout: float = 300) -> Result:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    clean |= {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    done = subprocess.run(
        [*CLI, *args, "--output", "json"],
        env=clean | env,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    return Result(done)


class AgainstMoto(unittest.TestCase):
    """One moto per class."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.moto = Moto()
        cls.addClassCleanup(cls.moto.close)
