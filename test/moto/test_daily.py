"""Policies and snapshots on moto, there and back: what is added once is there, the rest is as it was, and twice adds nothing."""

import json

from running import REGION, AgainstMoto, run

import boto3

ACCOUNT = "123456789012"
# By these logical ids the product's roles are known that need the key of a bucket.
USERS = ["AmazonECSTaskExecutionRole", "PkgEventsRole", "T4BucketReadRole", "T4BucketWriteRole"]
OWN = {"Sid": "Own", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"}


def trusting(service: str) -> dict:
    statement = {"Sid": "Own", "Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def role(service: str) -> dict:
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": trusting(service)}}


STACK = {
    "Resources": {
        "RegistryRole": role("ecs-tasks.amazonaws.com"),
        **{name: role("lambda.amazonaws.com") for name in USERS},
        "DB": {
            "Type": "AWS::RDS::DBInstance",
            "Properties": {
                "Engine": "postgres",
                "DBInstanceClass": "db.t3.small",
                "AllocatedStorage": "20",
                "MasterUsername": "root",
                "MasterUserPassword": "not-a-real-one",
            },
        },
    },
    "Outputs": {
        "QuiltWebHost": {"Value": "quilt.data.example.com"},
        "RegistryRoleARN": {"Value": {"Fn::GetAtt": ["RegistryRole", "Arn"]}},
    },
}


class Daily(AgainstMoto):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.session = boto3.Session("testing", "testing", region_name=REGION)
        cls.client("cloudformation").create_stack(
            StackName="quilt", TemplateBody=json.dumps(STACK), Capabilities=["CAPABILITY_IAM"]
        )

    @classmethod
    def client(cls, service: str):
        return cls.session.client(service, endpoint_url=cls.moto.env["AWS_ENDPOINT_URL"])

    def command(self, *args: str):
        return run([*args, "--product", "quilt"], self.moto.env)

    def output(self, key: str) -> str:
        [stack] = self.client("cloudformation").describe_stacks(StackName="quilt")["Stacks"]
        return next(one["OutputValue"] for one in stack["Outputs"] if one["OutputKey"] == key)

    def physical(self, logical: str) -> str:
        resource = self.client("cloudformation").describe_stack_resource(StackName="quilt", LogicalResourceId=logical)
        return resource["StackResourceDetail"]["PhysicalResourceId"]

    def trust(self, name: str) -> list:
        return self.client("iam").get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]["Statement"]

    def test_a_role_is_lent_once_and_its_trust_kept(self) -> None:
        self.client("iam").create_role(
            RoleName="lent", AssumeRolePolicyDocument=json.dumps(trusting("ec2.amazonaws.com"))
        )
        before = self.trust("lent")
        shown = self.command("policy", "trust", "--role", "lent")
        self.assertEqual(shown.code, 0, shown)
        self.assertEqual(self.trust("lent"), before)
        applied = self.command("policy", "trust", "--role", "lent", "--apply", "--yes")
        self.assertEqual(applied.code, 0, applied)
        own, added = self.trust("lent")
        self.assertEqual([own], before)
        self.assertEqual(added["Principal"], {"AWS": self.output("RegistryRoleARN")})
        again = self.command("policy", "trust", "--role", "lent", "--apply", "--yes")
        self.assertEqual(again.code, 0, again)
        self.assertEqual(self.trust("lent"), [own, added])

    def test_a_key_admits_the_roles_once_and_keeps_its_policy(self) -> None:
        kms = self.client("kms")
        key = kms.create_key(Policy=json.dumps({"Version": "2012-10-17", "Statement": [OWN]}))["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName="alias/team-data", TargetKeyId=key)

        def policy() -> list:
            return json.loads(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])["Statement"]

        shown = self.command("policy", "kms", "--key", "alias/team-data")
        self.assertEqual(shown.code, 0, shown)
        self.assertEqual(policy(), [OWN])
        applied = self.command("policy", "kms", "--key", "alias/team-data", "--apply", "--yes")
        self.assertEqual(applied.code, 0, applied)
        own, added = policy()
        self.assertEqual(own, OWN)
        admitted = sorted(added["Principal"]["AWS"])
        self.assertEqual(admitted, sorted(f"arn:aws:iam::{ACCOUNT}:role/{self.physical(name)}" for name in USERS))
        again = self.command("policy", "kms", "--key", "alias/team-data", "--apply", "--yes")
        self.assertEqual(again.code, 0, again)
        self.assertEqual(policy(), [own, added])

    def manual(self) -> list:
        listed = self.command("backup", "--list")
        self.assertEqual(listed.code, 0, listed)
        # Automatic ones, as moto makes one with the database, are listed too.
        return [one["id"] for one in listed.of("snapshot") if one["snapshotType"] == "manual"]

    def test_a_backup_is_made_and_listed(self) -> None:
        self.assertEqual(self.manual(), [])
        made = self.command("backup", "--yes")
        self.assertEqual(made.code, 0, made)
        [snapshot] = made.of("snapshot")
        self.assertRegex(snapshot["id"], r"^quilt-install-quilt-db-\d{14}$")
        self.assertEqual(self.manual(), [snapshot["id"]])
        [found] = self.client("rds").describe_db_snapshots(DBSnapshotIdentifier=snapshot["id"])["DBSnapshots"]
        self.assertEqual(found["DBInstanceIdentifier"], self.physical("DB"))
