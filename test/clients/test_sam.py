"""SAM drives the rehearsal account: deploy with code, change, failure, delete."""

import json

from served import TOOLS, ServedTest

SAM = str(TOOLS / "sam" / "bin" / "sam")
TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Parameters:
  Seconds: {Type: Number, Default: 30}
  Doom: {Type: String, Default: later}
Conditions:
  IsDoomed: !Equals [!Ref Doom, now]
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties: {Runtime: nodejs22.x, Handler: index.handler, CodeUri: code, Timeout: !Ref Seconds}
  Doomed:
    Type: AWS::SNS::Topic
    Condition: IsDoomed
Outputs:
  GreetArn: {Value: !GetAtt Greet.Arn}
"""


class Sam(ServedTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        (cls.folder / "code").mkdir()
        (cls.folder / "code" / "index.js").write_text('exports.handler = async () => "hello";\n')
        (cls.folder / "template.yaml").write_text(TEMPLATE)

    def sam(self, *words: str, code: int = 0) -> str:
        done = self.served.run("env", f"HOME={self.folder}", "SAM_CLI_TELEMETRY=0", SAM, *words, cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def deploy(self, *words: str, code: int = 0) -> str:
        to = ("--stack-name", "shop", "--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset")
        return self.sam("deploy", *to, *words, code=code)

    def test_an_app_is_deployed_changed_broken_and_deleted(self) -> None:
        self.assertIn("Successfully created/updated stack - shop", self.deploy())
        self.assertIn("No changes to deploy", self.deploy("--no-fail-on-empty-changeset"))
        self.assertIn("* Modify", self.deploy("--parameter-overrides", "Seconds=60"))
        self.assertIn("Failed to create/update the stack: shop", self.deploy("--parameter-overrides", "Doom=now", code=1))
        outputs = json.loads(self.sam("list", "stack-outputs", "--stack-name", "shop", "--output", "json"))
        self.assertRegex(outputs[0]["OutputValue"], r"^arn:aws:lambda:us-east-1:123456789012:function:shop-Greet-")
        self.assertIn("Deleted successfully", self.sam("delete", "--stack-name", "shop", "--no-prompts", "--region", "us-east-1"))
