"""boto3 drives the rehearsal account: create, wait, change, failure, delete, and what its users look up besides."""

import json
import unittest

import boto3
from botocore.exceptions import ClientError, WaiterError
from served import Served

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
    ("ec2", "describe_vpn_gateways", {"Filters": [{"Name": "attachment.vpc-id", "Values": ["vpc-00000000000000001"]}]}, "VpnGateways"),
    ("cloudformation", "list_stacks", {}, "StackSummaries"),
    ("cloudformation", "describe_account_limits", {}, "AccountLimits"),
    ("cloudformation", "list_types", {"Visibility": "PUBLIC"}, "TypeSummaries"),
]


class RehearsalAccount(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.served = Served("--fail", "Doomed=no capacity")
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

    def test_a_failed_stack_is_rolled_back_and_can_be_deleted(self) -> None:
        cfn = self.client("cloudformation")
        cfn.create_stack(StackName="failing", TemplateBody="Resources: {Doomed: {Type: AWS::SNS::Topic}}")
        with self.assertRaises(WaiterError):
            cfn.get_waiter("stack_create_complete").wait(StackName="failing", WaiterConfig={"Delay": 1})
        self.assertEqual(cfn.describe_stacks(StackName="failing")["Stacks"][0]["StackStatus"], "ROLLBACK_COMPLETE")
        reasons = [event.get("ResourceStatusReason", "") for event in cfn.describe_stack_events(StackName="failing")["StackEvents"]]
        self.assertTrue(any("no capacity" in reason for reason in reasons), reasons)
        cfn.delete_stack(StackName="failing")
        cfn.get_waiter("stack_delete_complete").wait(StackName="failing", WaiterConfig={"Delay": 1})

    def test_a_delete_is_seen_under_way_once(self) -> None:
        cfn = self.client("cloudformation")
        cfn.create_stack(StackName="leaving", TemplateBody=TEMPLATE)
        cfn.get_waiter("stack_create_complete").wait(StackName="leaving", WaiterConfig={"Delay": 1})
        cfn.delete_stack(StackName="leaving")
        self.assertEqual(cfn.describe_stacks(StackName="leaving")["Stacks"][0]["StackStatus"], "DELETE_IN_PROGRESS")
        with self.assertRaisesRegex(ClientError, "does not exist"):
            cfn.describe_stacks(StackName="leaving")

    def test_templates_are_judged_without_a_stack(self) -> None:
        cfn = self.client("cloudformation")
        self.assertEqual(cfn.validate_template(TemplateBody=TEMPLATE)["Parameters"][0]["DefaultValue"], "30")
        self.assertRegex(cfn.estimate_template_cost(TemplateBody=TEMPLATE)["Url"], "^https://calculator")
        schema = json.loads(cfn.describe_type(Type="RESOURCE", TypeName="AWS::SQS::Queue")["Schema"])
        self.assertIn("/properties/QueueName", schema["createOnlyProperties"])
        with self.assertRaisesRegex(ClientError, "TypeNotFoundException"):
            cfn.describe_type(Type="RESOURCE", TypeName="AWS::SQS::Cue")

    def test_a_stack_without_a_template_yet_answers_with_an_empty_one(self) -> None:
        cfn = self.client("cloudformation")
        cfn.create_change_set(StackName="empty", ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=TEMPLATE)
        self.assertEqual(cfn.get_template(StackName="empty")["TemplateBody"], "")

    def test_parameters_are_kept(self) -> None:
        ssm = self.client("ssm")
        ssm.put_parameter(Name="/boto/one", Value="1", Type="String")
        with self.assertRaisesRegex(ClientError, "ParameterAlreadyExists"):
            ssm.put_parameter(Name="/boto/one", Value="2", Type="String")
        self.assertEqual(ssm.put_parameter(Name="/boto/one", Value="2", Overwrite=True)["Version"], 2)
        self.assertEqual(ssm.get_parameter(Name="/boto/one")["Parameter"]["Value"], "2")
        ssm.delete_parameter(Name="/boto/one")
        with self.assertRaisesRegex(ClientError, "ParameterNotFound"):
            ssm.get_parameter(Name="/boto/one")

    def test_lifecycle_rules_are_kept(self) -> None:
        s3 = self.client("s3")
        s3.create_bucket(Bucket="boto-lifecycle")
        with self.assertRaisesRegex(ClientError, "NoSuchLifecycleConfiguration"):
            s3.get_bucket_lifecycle_configuration(Bucket="boto-lifecycle")
        rule = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 30}}
        s3.put_bucket_lifecycle_configuration(Bucket="boto-lifecycle", LifecycleConfiguration={"Rules": [rule]})
        self.assertEqual(s3.get_bucket_lifecycle_configuration(Bucket="boto-lifecycle")["Rules"], [rule])

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
