"""AWS CDK drives the rehearsal account with a real app: bootstrap, deploy with an asset, diff, failure, destroy."""

import shutil
import tempfile
import unittest
from pathlib import Path

from served import ROOT, TOOLS, Served


class Cdk(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.served = Served("--fail", "Doomed=no capacity")
        cls.addClassCleanup(cls.served.close)
        # Beneath the tools, where the app finds its libraries.
        folder = tempfile.TemporaryDirectory(dir=TOOLS / "cdk")
        cls.addClassCleanup(folder.cleanup)
        cls.app = Path(folder.name) / "app"
        shutil.copytree(ROOT / "test" / "clients" / "app", cls.app)

    def cdk(self, *words: str, code: int = 0) -> str:
        command = ("node", str(TOOLS / "cdk" / "node_modules" / "aws-cdk" / "bin" / "cdk"), "--no-notices", "--no-version-reporting")
        done = self.served.run(*command, *words, cwd=self.app)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def test_an_app_is_deployed_changed_broken_and_destroyed(self) -> None:
        deploy = ("deploy", "--require-approval", "never")
        self.assertIn("bootstrapped", self.cdk("bootstrap"))
        self.assertIn("[+] AWS::SQS::Queue Queue", self.cdk("diff"))
        self.assertIn("Shop.QueueUrl = https://sqs.us-east-1.amazonaws.com/123456789012/Shop-", self.cdk(*deploy))
        self.assertIn("(no changes)", self.cdk(*deploy))
        self.assertIn("VisibilityTimeout", self.cdk("diff", "-c", "seconds=60"))
        self.cdk(*deploy, "-c", "seconds=60")
        self.assertIn("no capacity", self.cdk(*deploy, "-c", "doomed=yes", code=1))
        self.assertIn("destroyed", self.cdk("destroy", "--force"))
