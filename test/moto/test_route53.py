"""Records on moto's Route 53, there and back: what was in place is in place again at the end."""

import json
import os
import tempfile
import unittest
from pathlib import Path

from running import REGION, ROOT, AgainstMoto, run

import boto3

BALANCER = "quilt-lb-123.us-east-1.elb.amazonaws.com"
HOSTS = ["quilt.data.example.com", "quilt-registry.data.example.com", "quilt-s3-proxy.data.example.com"]
OTHER = "210987654321"

# As small as a stack can be whose outputs name hosts and a balancer.
STACK = {
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
    "Outputs": {
        key: {"Value": value}
        for key, value in {
            "QuiltWebHost": HOSTS[0],
            "RegistryHost": HOSTS[1],
            "S3ProxyHost": HOSTS[2],
            "LoadBalancerDNSName": BALANCER,
            "LoadBalancerCanonicalHostedZoneID": "Z35SXDOTRQ7X7K",
        }.items()
    },
}


class Route53(AgainstMoto):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.session = boto3.Session("testing", "testing", region_name=REGION)
        cloudformation = self.client("cloudformation")
        cloudformation.create_stack(StackName="quilt", TemplateBody=json.dumps(STACK))
        self.addCleanup(cloudformation.delete_stack, StackName="quilt")

    def client(self, service: str, session=None):
        return (session or self.session).client(service, endpoint_url=self.moto.env["AWS_ENDPOINT_URL"])

    def zone(self, name: str, session=None) -> str:
        route53 = self.client("route53", session)
        zone = route53.create_hosted_zone(Name=name, CallerReference=self.id())["HostedZone"]["Id"]

        def gone() -> None:
            sets = [one for one in self.sets(zone, session) if one["Type"] not in ("NS", "SOA")]
            if sets:
                changes = [{"Action": "DELETE", "ResourceRecordSet": one} for one in sets]
                route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
            route53.delete_hosted_zone(Id=zone)

        self.addCleanup(gone)
        return zone.split("/")[-1]

    def sets(self, zone: str, session=None) -> list:
        return self.client("route53", session).list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]

    def create(self, zone: str, record: dict) -> None:
        self.client("route53").change_resource_record_sets(
            HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
        )

    def command(self, *args: str):
        return run([*args, "--product", "quilt"], self.moto.env)

    def test_records_are_written_left_and_taken_away(self) -> None:
        zone = self.zone("example.com")
        before = self.sets(zone)
        first = self.command("dns", "--apply", "--yes")
        self.assertEqual([one["state"] for one in first.of("dns")][:2], ["planned", "applied"], first)
        self.assertEqual(len(self.sets(zone)), len(before) + 3)
        again = self.command("dns", "--apply", "--yes")
        self.assertIn("All were there already.", json.dumps(again.of("dns")), again)
        gone = self.command("uninstall", "--confirm", "quilt", "--yes")
        self.assertEqual(gone.code, 0, gone)
        self.assertEqual(self.sets(zone), before)

    def test_an_overwrite_is_taken_back_by_its_undo(self) -> None:
        zone = self.zone("example.com")
        self.create(zone, {"Name": HOSTS[0], "Type": "CNAME", "TTL": 300, "ResourceRecords": [{"Value": "old.example.net"}]})
        self.create(zone, {"Name": HOSTS[1], "Type": "TXT", "TTL": 300, "ResourceRecords": [{"Value": '"kept"'}]})
        before = self.sets(zone)
        answers = self.folder / "answers.yaml"
        answers.write_text(f"version: 1\nregion: {REGION}\n", encoding="utf-8")
        left = self.command("dns", "--apply", "--yes")
        self.assertEqual(left.code, 9, left)
        self.assertIn("conflict", [one["state"] for one in left.of("dns")])
        done = self.command("dns", "--apply", "--overwrite", "--yes", "--answers", str(answers))
        self.assertIn("applied", [one["state"] for one in done.of("dns")], done)
        aliases = [one["Name"] for one in self.sets(zone) if "AliasTarget" in one]
        self.assertEqual(sorted(aliases), sorted(f"{host}." for host in HOSTS))
        [undo] = self.folder.glob("quilt-install-undo-quilt-*.json")
        self.assertEqual(undo.stat().st_mode & 0o777, 0o600)
        request = json.loads(undo.read_text(encoding="utf-8"))
        for change in request["ChangeBatch"]["Changes"]:
            # moto refuses for ever to create again what was created once; AWS does not.
            change["Action"] = change["Action"].replace("CREATE", "UPSERT")
        self.client("route53").change_resource_record_sets(**request)
        # The first run wrote what was free; the undo is of what was replaced.
        kept = [one for one in self.sets(zone) if "AliasTarget" not in one]
        self.assertEqual(kept, before)

    def test_a_zone_is_made_and_waits_for_its_parent(self) -> None:
        made = self.command("dns", "--create-zone", "--yes", "--wait", "1s")
        zones = self.client("route53").list_hosted_zones()["HostedZones"]
        self.assertEqual([one["Name"] for one in zones], ["data.example.com."], made)
        zone = zones[0]["Id"]
        self.addCleanup(self.client("route53").delete_hosted_zone, Id=zone)
        aliases = [one for one in self.sets(zone) if "AliasTarget" in one]
        self.assertEqual(len(aliases), 3)
        self.client("route53").change_resource_record_sets(
            HostedZoneId=zone,
            ChangeBatch={"Changes": [{"Action": "DELETE", "ResourceRecordSet": one} for one in aliases]},
        )

    def test_another_accounts_zone_is_written_and_cleared_with_its_role(self) -> None:
        role = f"arn:aws:iam::{OTHER}:role/dns-writer"
        keys = self.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
        other = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name=REGION)
        zone = self.zone("example.com", other)
        before = self.sets(zone, other)
        told = self.command("dns", "--apply", "--yes")
        self.assertEqual(told.code, 9, told)
        self.command("dns", "--apply", "--yes", "--dns-role-arn", role)
        self.assertEqual(len(self.sets(zone, other)), len(before) + 3)
        gone = self.command("uninstall", "--confirm", "quilt", "--yes", "--dns-role-arn", role)
        self.assertEqual(gone.code, 0, gone)
        self.assertEqual(self.sets(zone, other), before)


if __name__ == "__main__":
    os.chdir(ROOT)
    unittest.main()
