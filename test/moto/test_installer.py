"""Preflight, install, upgrade and dns of the built bundle against moto.

Where moto differs from AWS, the tool must degrade as it would for a user with few permissions: no termination
protection, no simulation of policies, no early validation, no canonical zone of a balancer in the outputs.
"""

import os
import tempfile
import unittest
from pathlib import Path

from lab import HOST, Lab
from running import ROOT, AgainstMoto, run

TEMPLATE = ROOT / "templates" / "quilt.yaml"


def changed_template(folder: Path, seconds: int) -> str:
    """The reference template with another time-out of its queues: an update in place."""
    text = TEMPLATE.read_text(encoding="utf-8")
    changed = text.replace("VisibilityTimeout: 900", f"VisibilityTimeout: {seconds}")
    assert changed != text, "the reference template has a queue with a time-out"
    path = folder / f"quilt-{seconds}.yaml"
    path.write_text(changed, encoding="utf-8")
    return str(path)


class Installer(AgainstMoto):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.lab = Lab(cls.moto.env)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.answers = cls.lab.answers(cls.folder / "answers.yaml")

    def command(self, *args: str):
        return run(list(args), self.moto.env)

    def stacks(self) -> list:
        return self.lab.client("cloudformation").describe_stacks().get("Stacks", [])

    def test_1_preflight_passes_where_moto_can_say_so(self) -> None:
        result = self.command("preflight", "--template-file", str(TEMPLATE), "--answers", self.answers)
        self.assertEqual(result.code, 0, result)
        for check in ("aws.credentials", "acm.certificate", "s3.bucket", "s3.bucket-notifications", "network.subnets", "cloudtrail.capacity"):
            self.assertEqual(result.check(check)["status"], "pass", result.check(check))

    def test_1_preflight_sees_a_notified_bucket(self) -> None:
        queue = self.lab.client("sqs").create_queue(QueueName="lims-events")["QueueUrl"]
        arn = self.lab.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        s3 = self.lab.client("s3")
        s3.create_bucket(Bucket="example-notified")
        s3.put_bucket_notification_configuration(
            Bucket="example-notified",
            NotificationConfiguration={"QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]},
        )
        result = self.command("preflight", "--bucket", "example-notified", "--only", "s3.bucket-notifications")
        self.assertEqual(result.code, 3, result)
        self.assertIn("lims-events", result.check("s3.bucket-notifications")["message"])

    def test_1_a_declined_plan_leaves_nothing(self) -> None:
        result = self.command("install", "--template-file", str(TEMPLATE), "--answers", self.answers, "--plan-only")
        self.assertEqual(result.code, 0, result)
        self.assertGreater(result.of("plan")[0]["counts"]["add"], 20)
        self.assertEqual([stack["StackStatus"] for stack in self.stacks()], [])

    def test_2_install_creates_the_stack(self) -> None:
        result = self.command(
            "install", "--template-file", str(TEMPLATE), "--answers", self.answers, "--yes", "--dns", "none"
        )
        self.assertEqual(result.code, 0, result)
        self.assertTrue(result.of("settled")[0]["succeeded"])
        self.assertEqual([stack["StackStatus"] for stack in self.stacks()], ["CREATE_COMPLETE"])
        self.assertNotIn("DBPassword", [line for line in result.stderr.splitlines() if "****" not in line and "=" in line])

    def test_3_install_again_is_refused_or_unchanged(self) -> None:
        result = self.command("install", "--template-file", str(TEMPLATE), "--answers", self.answers, "--yes", "--dns", "none")
        self.assertIn(result.code, (0, 2), result)
        self.assertEqual(len(self.stacks()), 1)

    def test_4_dns_writes_the_records_once(self) -> None:
        # moto computes outputs in UpdateStack only, never for a stack made by a change set.
        client = self.lab.client("cloudformation")
        client.update_stack(
            StackName="quilt",
            TemplateBody=Path(changed_template(self.folder, 901)).read_text(encoding="utf-8"),
            Parameters=self.lab.parameters(client),
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        first = self.command("dns", "--apply", "--yes")
        self.assertEqual(first.code, 0, first)
        records = self.lab.client("route53").list_resource_record_sets(HostedZoneId=self.lab.zone)["ResourceRecordSets"]
        names = {record["Name"].rstrip(".") for record in records}
        first_label, rest = HOST.split(".", 1)
        self.assertLessEqual({HOST, f"{first_label}-registry.{rest}", f"{first_label}-s3-proxy.{rest}"}, names)
        again = self.command("dns", "--apply", "--yes")
        self.assertEqual(again.code, 0, again)

    def test_5_upgrade_updates_and_then_has_nothing_to_do(self) -> None:
        changed = changed_template(self.folder, 902)
        args = ("upgrade", "--template-file", changed, "--answers", self.answers, "--yes", "--dns", "none")
        first = self.command(*args)
        self.assertEqual(first.code, 0, first)
        self.assertEqual(first.of("plan")[0]["kind"], "update")
        self.assertEqual(self.stacks()[0]["StackStatus"], "UPDATE_COMPLETE")

    def test_6_upgrade_of_a_stack_that_is_not_there(self) -> None:
        result = self.command("upgrade", "--stack-name", "nobody", "--template-file", str(TEMPLATE), "--yes")
        self.assertEqual(result.code, 2, result)
        self.assertEqual(result.of("error")[0]["code"], "stack-missing")

    def test_6_outputs_and_watch(self) -> None:
        outputs = self.command("outputs")
        self.assertEqual(outputs.code, 0, outputs)
        self.assertEqual(outputs.of("result")[0]["outputs"]["QuiltWebHost"], HOST)
        self.assertEqual(self.command("watch").code, 0)


if __name__ == "__main__":
    os.chdir(ROOT)
    unittest.main()
