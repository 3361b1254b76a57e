"""One prerequisite broken at a time on moto: its check fails, every other says what it said before."""

import os
import tempfile
import time
import unittest
from datetime import timedelta
from pathlib import Path

from lab import HOST, Lab, certificate
from running import ROOT, AgainstMoto, run

TEMPLATE = ROOT / "templates" / "quilt.yaml"
WILDCARD = f"*.{HOST.split('.', 1)[1]}"


class Prerequisites(AgainstMoto):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.lab = Lab(cls.moto.env)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.answers = cls.lab.answers(Path(folder.name) / "answers.yaml")

    def setUp(self) -> None:
        self.before = self.verdicts()
        self.assertNotIn("fail", self.before.values(), self.before)

    def verdicts(self, *more: str) -> dict:
        result = run(["preflight", "--template-file", str(TEMPLATE), "--answers", self.answers, *more], self.moto.env)
        self.result = result
        return {event["id"]: event["status"] for event in result.of("check")}

    def assert_only(self, check: str, *more: str, warned: tuple = ()) -> None:
        """`warned`: checks that rightly have a doubt of their own about it."""
        after = self.verdicts(*more)
        changed = {name: status for name, status in after.items() if status != self.before[name]}
        self.assertEqual(changed, {check: "fail"} | {name: "warn" for name in warned}, self.result)
        self.assertEqual(self.result.code, 3, self.result)
        self.assertTrue(self.result.check(check)["fix"])

    def test_an_expired_certificate(self) -> None:
        # moto takes none that has expired, so this one expires here.
        body, key = certificate([WILDCARD], timedelta(seconds=3))
        arn = self.lab.client("acm").import_certificate(Certificate=body, PrivateKey=key)["CertificateArn"]
        time.sleep(4)
        self.assert_only("acm.certificate", "--param", f"CertificateArnELB={arn}")

    def test_a_certificate_of_another_host(self) -> None:
        body, key = certificate(["*.elsewhere.example.org"])
        arn = self.lab.client("acm").import_certificate(Certificate=body, PrivateKey=key)["CertificateArn"]
        self.assert_only("acm.certificate", "--param", f"CertificateArnELB={arn}")

    def test_a_certificate_of_another_region(self) -> None:
        body, key = certificate([WILDCARD])
        acm = self.lab.client("acm", region="eu-west-1")
        arn = acm.import_certificate(Certificate=body, PrivateKey=key)["CertificateArn"]
        self.assert_only("acm.certificate", "--param", f"CertificateArnELB={arn}")
        self.assertIn("eu-west-1", self.result.check("acm.certificate")["message"])

    def test_no_room_for_a_trail(self) -> None:
        trail, s3 = self.lab.client("cloudtrail"), self.lab.client("s3")
        s3.create_bucket(Bucket="example-audit")
        names = [f"team-{number}" for number in range(5)]
        for name in names:
            trail.create_trail(Name=name, S3BucketName="example-audit")
            self.addCleanup(trail.delete_trail, Name=name)
        self.assert_only("cloudtrail.capacity")
        for name in names:
            self.assertIn(name, self.result.check("cloudtrail.capacity")["message"])

    def test_suspended_versioning(self) -> None:
        s3 = self.lab.client("s3")

        def versioning(status: str) -> None:
            s3.put_bucket_versioning(Bucket=self.lab.bucket, VersioningConfiguration={"Status": status})

        versioning("Suspended")
        self.addCleanup(versioning, "Enabled")
        self.assert_only("s3.bucket-versioning")

    def test_no_bucket(self) -> None:
        self.lab.client("s3").delete_bucket(Bucket=self.lab.bucket)
        self.addCleanup(self.lab.data_bucket)
        after = self.verdicts()
        self.assertEqual([id for id in after if after[id] == "fail"], ["s3.bucket"], self.result)

    def test_no_service_linked_role(self) -> None:
        principal, name = "es.amazonaws.com", "AWSServiceRoleForAmazonElasticsearchService"
        self.lab.client("iam").delete_role(RoleName=name)
        self.addCleanup(self.lab.service_linked, principal, name)
        self.assert_only("iam.es-service-linked-role")

    def test_no_host_names_in_the_vpc(self) -> None:
        ec2 = self.lab.client("ec2")

        def host_names(on: bool) -> None:
            ec2.modify_vpc_attribute(VpcId=self.lab.vpc, EnableDnsHostnames={"Value": on})

        host_names(False)
        self.addCleanup(host_names, True)
        self.assert_only("network.vpc")

    def test_a_closed_security_group(self) -> None:
        ec2 = self.lab.client("ec2")
        group = ec2.create_security_group(GroupName="closed", Description="closed", VpcId=self.lab.vpc)["GroupId"]
        self.addCleanup(ec2.delete_security_group, GroupId=group)
        self.assert_only("network.security-group", "--param", f"UserSecurityGroup={group}")

    def test_private_subnets_without_a_way_out(self) -> None:
        self.assert_only("network.routes", "--param", f"Subnets={','.join(self.lab.apart())}", warned=("network.endpoints",))


if __name__ == "__main__":
    os.chdir(ROOT)
    unittest.main()
