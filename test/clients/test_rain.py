"""rain drives the rehearsal account: deploy, change, failure, remove, and a package in its own bucket."""

from served import TEMPLATE, TOOLS, ServedTest

RAIN = str(TOOLS / "rain" / "rain")
PACKAGED = """
Resources:
  Greet:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: arn:aws:iam::123456789012:role/greet
      Code: !Rain::S3 {Path: index.js, BucketProperty: S3Bucket, KeyProperty: S3Key, Zip: true}
"""


class Rain(ServedTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        (cls.folder / "queue.yaml").write_text(TEMPLATE)
        (cls.folder / "packaged.yaml").write_text(PACKAGED)
        (cls.folder / "index.js").write_text('exports.handler = async () => "hello";\n')

    def rain(self, *words: str, code: int = 0) -> str:
        done = self.served.run("env", f"HOME={self.folder}", RAIN, *words, cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def deploy(self, *words: str, code: int = 0) -> str:
        return self.rain("deploy", "--yes", *words, "queue.yaml", "shop", code=code)

    def test_a_stack_is_deployed_changed_broken_and_removed(self) -> None:
        self.assertIn("Successfully deployed shop", self.deploy())
        self.assertIn("there is no change", self.deploy())
        self.assertIn("Successfully updated shop", self.deploy("--params", "Seconds=60"))
        self.assertIn("UPDATE_ROLLBACK_COMPLETE", self.deploy("--params", "Doom=now", code=1))
        self.assertIn("no capacity", self.rain("logs", "shop"))
        self.assertIn("Successfully deleted stack 'shop'", self.rain("rm", "--yes", "shop"))

    def test_a_package_goes_into_a_bucket_that_is_made_for_it(self) -> None:
        self.rain("bootstrap", "--yes")
        self.assertIn("Successfully deployed packaged", self.rain("deploy", "--yes", "packaged.yaml", "packaged"))
