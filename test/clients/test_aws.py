"""The AWS CLI drives the rehearsal account: deploy, change, failure, delete, and files of many megabytes."""

import json
import time
from pathlib import Path

from served import TEMPLATE, TOOLS, ServedTest


class AwsCli(ServedTest):
    def aws(self, *words: str, code: int = 0) -> str:
        done = self.served.run(str(TOOLS / "boto3" / "bin" / "aws"), *words)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def deploy(self, template: Path, *words: str, code: int = 0) -> str:
        # The CLI names a change set after the second it is made in: two in one second are refused, as by AWS.
        time.sleep(1.1)
        return self.aws("cloudformation", "deploy", "--stack-name", "cli", "--template-file", str(template), *words, code=code)

    def test_a_stack_is_deployed_changed_broken_and_deleted(self) -> None:
        template = self.folder / "queue.yaml"
        template.write_text(TEMPLATE)
        self.aws("cloudformation", "validate-template", "--template-body", f"file://{template}")
        self.assertIn("Successfully created/updated stack", self.deploy(template))
        self.assertIn("No changes to deploy", self.deploy(template, "--no-fail-on-empty-changeset"))
        self.deploy(template, "--parameter-overrides", "Seconds=60")
        # 255 is the CLI's own code for a waiter that ended badly.
        self.assertIn("Failed to create/update the stack", self.deploy(template, "--parameter-overrides", "Doom=now", code=255))
        stack = json.loads(self.aws("cloudformation", "describe-stacks", "--stack-name", "cli"))["Stacks"][0]
        self.assertEqual(stack["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertIn({"ParameterKey": "Seconds", "ParameterValue": "60"}, stack["Parameters"])
        self.aws("cloudformation", "delete-stack", "--stack-name", "cli")
        self.aws("cloudformation", "wait", "stack-delete-complete", "--stack-name", "cli")

    def test_a_large_file_goes_up_in_parts_and_comes_down_in_ranges(self) -> None:
        # 9 MB: the CLI takes anything above 8 MB apart, both ways.
        large, back = self.folder / "large", self.folder / "back"
        large.write_bytes(bytes(range(256)) * 36_864)
        self.aws("s3", "mb", "s3://cli-bucket")
        self.aws("s3", "cp", "--no-progress", str(large), "s3://cli-bucket/large")
        self.aws("s3", "cp", "--no-progress", "s3://cli-bucket/large", "s3://cli-bucket/copy")
        self.aws("s3", "cp", "--no-progress", "s3://cli-bucket/copy", str(back))
        self.assertEqual(large.read_bytes(), back.read_bytes())
        self.aws("s3", "rb", "--force", "s3://cli-bucket")
