"""boto3, a client that is not ours, drives the rehearsal account: create, wait, describe, update, delete, list."""

import unittest

import boto3
from botocore.exceptions import ClientError
from running import ROOT, Served

TEMPLATE = """
Parameters:
  Seconds: {Type: Number, Default: 30}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: !Ref Seconds}
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: Queue
Outputs:
  QueueArn: {Value: !GetAtt Queue.Arn}
"""

LISTS = [
    ("sts", "get_caller_identity", {}, "Account"),
    ("iam", "list_roles", {}, "Roles"),
    ("iam", "list_account_aliases", {}, "AccountAliases"),
    ("acm", "list_certificates", {}, "CertificateSummaryList"),
    ("s3", "list_buckets", {}, "Buckets"),
    ("cloudtrail", "describe_trails", {}, "trailList"),
    ("ssm", "get_parameters_by_path", {"Path": "/aws/service/global-infrastructure/services/fargate/regions"}, "Parameters"),
    ("ec2", "describe_regions", {}, "Regions"),
    ("ec2", "describe_vpcs", {}, "Vpcs"),
    ("ec2", "describe_subnets", {}, "Subnets"),
    ("ec2", "describe_route_tables", {}, "RouteTables"),
    ("ec2", "describe_security_groups", {}, "SecurityGroups"),
    ("ec2", "describe_vpc_endpoints", {}, "VpcEndpoints"),
    ("ec2", "describe_nat_gateways", {}, "NatGateways"),
    ("elbv2", "describe_load_balancers", {}, "LoadBalancers"),
    ("route53", "list_hosted_zones", {}, "HostedZones"),
    ("route53", "list_resource_record_sets", {"HostedZoneId": "Z00000000000000000001"}, "ResourceRecordSets"),
    ("cloudformation", "list_stacks", {}, "StackSummaries"),
]


class RehearsalAccount(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.served = Served()
        cls.addClassCleanup(cls.served.close)
        env = cls.served.env
        session = boto3.Session(
            aws_access_key_id=env["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
            region_name=env["AWS_REGION"],
        )
        cls.client = lambda _, service: session.client(service, endpoint_url=env["AWS_ENDPOINT_URL"])

    def test_lists_in_every_service(self) -> None:
        for service, operation, arguments, key in LISTS:
            with self.subTest(f"{service}.{operation}"):
                self.assertIn(key, getattr(self.client(service), operation)(**arguments))

    def test_a_stack_lives_and_dies(self) -> None:
        cfn = self.client("cloudformation")
        cfn.create_stack(StackName="boto", TemplateBody=TEMPLATE)
        cfn.get_waiter("stack_create_complete").wait(StackName="boto", WaiterConfig={"Delay": 1})
        stack = cfn.describe_stacks(StackName="boto")["Stacks"][0]
        self.assertRegex(stack["Outputs"][0]["OutputValue"], r"^arn:aws:sqs:us-east-1:123456789012:boto-Queue-")
        events = cfn.describe_stack_events(StackName="boto")["StackEvents"]
        self.assertEqual(events[0]["ResourceStatus"], "CREATE_COMPLETE")
        cfn.create_change_set(
            StackName="boto",
            ChangeSetName="longer",
            UsePreviousTemplate=True,
            Parameters=[{"ParameterKey": "Seconds", "ParameterValue": "60"}],
        )
        cfn.get_waiter("change_set_create_complete").wait(StackName="boto", ChangeSetName="longer", WaiterConfig={"Delay": 1})
        change = cfn.describe_change_set(StackName="boto", ChangeSetName="longer")["Changes"][0]["ResourceChange"]
        self.assertEqual((change["Action"], change["LogicalResourceId"], change["Replacement"]), ("Modify", "Queue", "False"))
        cfn.execute_change_set(StackName="boto", ChangeSetName="longer")
        cfn.get_waiter("stack_update_complete").wait(StackName="boto", WaiterConfig={"Delay": 1})
        self.assertEqual(len(cfn.list_stack_resources(StackName="boto")["StackResourceSummaries"]), 2)
        cfn.delete_stack(StackName="boto")
        cfn.get_waiter("stack_delete_complete").wait(StackName="boto", WaiterConfig={"Delay": 1})
        with self.assertRaisesRegex(ClientError, "does not exist"):
            cfn.describe_stacks(StackName="boto")

    def test_objects_come_back_as_they_went(self) -> None:
        s3 = self.client("s3")
        s3.create_bucket(Bucket="boto-bucket")
        s3.put_object(Bucket="boto-bucket", Key="a b/ü.txt", Body=b"\x00\xffwords")
        self.assertEqual(s3.get_object(Bucket="boto-bucket", Key="a b/ü.txt")["Body"].read(), b"\x00\xffwords")
        with self.assertRaisesRegex(ClientError, "NoSuchKey|404"):
            s3.get_object(Bucket="boto-bucket", Key="nothing")

    def test_errors_keep_their_service_s_shape(self) -> None:
        for service, operation, arguments, code in (
            ("iam", "get_role", {"RoleName": "nobody"}, "NoSuchEntity"),
            ("acm", "describe_certificate", {"CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/0"}, "ResourceNotFoundException"),
            ("route53", "list_resource_record_sets", {"HostedZoneId": "Z0"}, "NoSuchHostedZone"),
            ("secretsmanager", "get_secret_value", {"SecretId": "nothing"}, "ResourceNotFoundException"),
            ("cloudformation", "describe_stacks", {"StackName": "nobody"}, "ValidationError"),
            ("ec2", "describe_subnets", {"SubnetIds": ["subnet-99999999999999999"]}, "InvalidSubnetID.NotFound"),
        ):
            with self.subTest(f"{service}.{operation}"):
                with self.assertRaises(ClientError) as caught:
                    getattr(self.client(service), operation)(**arguments)
                self.assertEqual(caught.exception.response["Error"]["Code"], code)

    def test_foreign_keys_are_refused(self) -> None:
        stranger = boto3.client(
            "sts",
            endpoint_url=self.served.env["AWS_ENDPOINT_URL"],
            aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
            aws_secret_access_key="real",
            region_name="us-east-1",
        )
        with self.assertRaisesRegex(ClientError, "InvalidClientTokenId"):
            stranger.get_caller_identity()


if __name__ == "__main__":
    import os

    os.chdir(ROOT)
    unittest.main()
