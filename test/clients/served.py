"""The rehearsal account, kept up for clients that are not ours."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".venv"
CLI = ["node", str(ROOT / "dist" / "cli.js")]


# A queue that can be changed, and a topic that is told to fail.
TEMPLATE = """
Parameters:
  Seconds: {Type: Number, Default: 30}
  Doom: {Type: String, Default: later}
Conditions:
  IsDoomed: !Equals [!Ref Doom, now]
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: !Ref Seconds}
  Doomed:
    Type: AWS::SNS::Topic
    Condition: IsDoomed
Outputs:
  QueueUrl: {Value: !Ref Queue}
"""


class Served:
    """`quilt-install rehearse --serve`, its endpoint and credentials read from the export lines it prints."""

    def __init__(self, *flags: str) -> None:
        self.process = subprocess.Popen(
            [*CLI, "rehearse", "--serve", "--speed", "max", *flags],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.env: dict = {}
        for line in self.process.stdout:
            found = re.match(r"export (AWS_\w+)='?([^'\n]+)'?", line)
            if found:
                self.env[found[1]] = found[2]
            if line.startswith("unset"):
                return
        raise RuntimeError(f"rehearse --serve ended with {self.process.wait()}")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()

    def environment(self) -> dict:
        """What a shell has after the printed lines were pasted into it, and nothing of this machine's own AWS settings."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))}
        nowhere = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
        return clean | self.env | nowhere | {"AWS_EC2_METADATA_DISABLED": "true", "CI": "1"}

    def run(self, *command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess:
        return subprocess.run(
            command,
            env=self.environment(),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=280,
        )


class ServedTest(unittest.TestCase):
    """An account of its own for each class, in which `Doomed` fails, and a folder that goes with it."""

    served: Served
    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.served = Served("--fail", "Doomed=no capacity")
        cls.addClassCleanup(cls.served.close)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
