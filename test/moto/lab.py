"""An account on moto as a company would have it: network, certificate, zone, bucket; and answers that fit it."""

import json
from pathlib import Path

import boto3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from datetime import datetime, timedelta, timezone

HOST = "quilt.data.example.com"
ACCOUNT = "123456789012"


def certificate(names: list, lasting: timedelta = timedelta(days=300)) -> tuple:
    """Body and key of a certificate that its own key signed."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + lasting)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    return made.public_bytes(pem), key.private_bytes(
        pem, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )


class Lab:
    """Everything a first install needs, made with boto3."""

    def __init__(self, env: dict) -> None:
        session = boto3.Session(
            aws_access_key_id=env["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
            region_name=env["AWS_REGION"],
        )
        self.region = env["AWS_REGION"]
        self.client = lambda service, region=self.region: session.client(
            service, endpoint_url=env["AWS_ENDPOINT_URL"], region_name=region
        )
        self.network()
        self.certificate()
        # moto's own service-linked roles do not have AWS's names, so they are made as ordinary roles that do.
        self.service_linked("es.amazonaws.com", "AWSServiceRoleForAmazonElasticsearchService")
        self.service_linked("ecs.amazonaws.com", "AWSServiceRoleForECS")
        zone = self.client("route53").create_hosted_zone(Name="example.com", CallerReference="lab")
        self.zone = zone["HostedZone"]["Id"].split("/")[-1]
        self.bucket = "example-lab-data"
        self.data_bucket()

    def data_bucket(self) -> None:
        self.client("s3").create_bucket(Bucket=self.bucket)
        self.client("s3").put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})

    def service_linked(self, principal: str, name: str) -> None:
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": principal}, "Action": "sts:AssumeRole"}]}
        self.client("iam").create_role(RoleName=name, Path=f"/aws-service-role/{principal}/", AssumeRolePolicyDocument=json.dumps(trust))

    def certificate(self) -> None:
        body, key = certificate([f"*.{HOST.split('.', 1)[1]}"])
        self.certificate_arn = self.client("acm").import_certificate(Certificate=body, PrivateKey=key)["CertificateArn"]

    def network(self) -> None:
        ec2 = self.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        ec2.modify_vpc_attribute(VpcId=self.vpc, EnableDnsHostnames={"Value": True})
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        public = self.subnet("10.0.200.0/24", "a")
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        nat = ec2.create_nat_gateway(SubnetId=public, AllocationId=address)["NatGateway"]["NatGatewayId"]
        private = ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        ec2.create_route(RouteTableId=private, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
        outside = ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        ec2.create_route(RouteTableId=outside, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
        ec2.associate_route_table(RouteTableId=outside, SubnetId=public)
        self.private = [self.subnet("10.0.0.0/20", "a"), self.subnet("10.0.16.0/20", "b")]
        self.intra = [self.subnet("10.0.32.0/20", "a"), self.subnet("10.0.48.0/20", "b")]
        self.user = [self.subnet("10.0.64.0/20", "a"), self.subnet("10.0.80.0/20", "b")]
        for one in [*self.private, *self.user]:
            ec2.associate_route_table(RouteTableId=private, SubnetId=one)
        self.group = ec2.create_security_group(GroupName="users", Description="users", VpcId=self.vpc)["GroupId"]
        for port in (80, 443):
            ec2.authorize_security_group_ingress(
                GroupId=self.group, IpProtocol="tcp", FromPort=port, ToPort=port, CidrIp="10.0.0.0/8"
            )
        self.endpoint = self.interface_endpoint(ec2)
        ec2.create_vpc_endpoint(
            VpcId=self.vpc, ServiceName=f"com.amazonaws.{self.region}.s3", VpcEndpointType="Gateway", RouteTableIds=[private]
        )

    def interface_endpoint(self, ec2) -> str:
        return ec2.create_vpc_endpoint(
            VpcId=self.vpc,
            ServiceName=f"com.amazonaws.{self.region}.execute-api",
            VpcEndpointType="Interface",
            SubnetIds=self.private,
            PrivateDnsEnabled=True,
        )["VpcEndpoint"]["VpcEndpointId"]

    def apart(self) -> list:
        """Two subnets in two zones with the main route table only, which leads nowhere."""
        return [self.subnet("10.0.96.0/20", "a"), self.subnet("10.0.112.0/20", "b")]

    def subnet(self, cidr: str, zone: str) -> str:
        made = self.client("ec2").create_subnet(VpcId=self.vpc, CidrBlock=cidr, AvailabilityZone=f"{self.region}{zone}")
        return made["Subnet"]["SubnetId"]

    def parameters(self, client) -> list:
        """The running stack's parameters as they are; moto forgets a list's form, so it is given again."""
        lists = {"Subnets": self.private, "IntraSubnets": self.intra, "UserSubnets": self.user}
        keys = [one["ParameterKey"] for one in client.describe_stacks(StackName="quilt")["Stacks"][0]["Parameters"]]
        return [
            {"ParameterKey": key, "ParameterValue": ",".join(lists[key])}
            if key in lists
            else {"ParameterKey": key, "UsePreviousValue": True}
            for key in keys
        ]

    def answers(self, path: Path, stack: str = "quilt") -> str:
        """Lists are always given: moto cannot split a previous value of a list type again."""
        path.write_text(
            f"""version: 1
account: "{ACCOUNT}"
region: {self.region}
stackName: {stack}
parameters:
  AdminEmail: ops@example.com
  AdminPassword: "@generate"
  DBPassword: "@generate"
  CertificateArnELB: {self.certificate_arn}
  QuiltWebHost: {HOST}
  PasswordAuth: Enabled
  SingleSignOnProvider: (Disabled)
  SingleSignOnClientId: ""
  SingleSignOnClientSecret: ""
  SingleSignOnBaseUrl: ""
  SingleSignOnDomains: ""
  VPC: {self.vpc}
  Subnets: {",".join(self.private)}
  IntraSubnets: {",".join(self.intra)}
  UserSubnets: {",".join(self.user)}
  UserSecurityGroup: {self.group}
  ApiGatewayVPCEndpoint: {self.endpoint}
  S3BucketPolicyExcludeArnsFromDeny: ""
buckets: [{self.bucket}]
""",
            encoding="utf-8",
        )
        return str(path)
