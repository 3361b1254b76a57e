"""sceptre drives the rehearsal account: launch, change, failure, delete, and what its users ask besides."""

from served import TEMPLATE, TOOLS, ServedTest

SCEPTRE = str(TOOLS / "sceptre" / "bin" / "sceptre")
STACK = "shop/queue.yaml"
STACK_CONFIG = """
template: {type: file, path: queue.yaml}
parameters:
  Seconds: "{{ var.seconds | default('30') }}"
  Doom: "{{ var.doom | default('later') }}"
"""


class Sceptre(ServedTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        for name, text in (
            ("config/config.yaml", "project_code: acme\nregion: us-east-1\n"),
            ("config/shop/queue.yaml", STACK_CONFIG),
            ("templates/queue.yaml", TEMPLATE),
        ):
            file = cls.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    def sceptre(self, *words: str, code: int = 0) -> str:
        done = self.served.run(SCEPTRE, "--no-colour", *words, cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def test_a_stack_is_launched_changed_broken_and_deleted(self) -> None:
        self.assertIn("is valid", self.sceptre("validate", STACK))
        self.assertIn("CREATE_COMPLETE", self.sceptre("launch", "--yes", STACK))
        self.assertIn("No updates to perform", self.sceptre("launch", "--yes", STACK))
        self.assertIn("UPDATE_COMPLETE", self.sceptre("--var", "seconds=60", "launch", "--yes", STACK))
        self.assertIn("No difference", self.sceptre("--var", "seconds=60", "diff", STACK))
        self.assertIn("no capacity", self.sceptre("--var", "doom=now", "launch", "--yes", STACK, code=1))
        self.assertIn("UPDATE_ROLLBACK_COMPLETE", self.sceptre("status", STACK))
        self.assertIn("IN_SYNC", self.sceptre("drift", "detect", STACK))
        self.assertIn("https://sqs.us-east-1.amazonaws.com/123456789012/acme-shop-queue-Queue-", self.sceptre("list", "outputs", STACK))
        self.assertIn("delete complete", self.sceptre("delete", "--yes", STACK))
        self.assertIn("PENDING", self.sceptre("status", STACK))

    def test_a_creation_that_failed_is_deleted_by_the_next_launch(self) -> None:
        self.assertIn("ROLLBACK_COMPLETE", self.sceptre("--var", "doom=now", "launch", "--yes", STACK, code=1))
        self.assertIn("CREATE_COMPLETE", self.sceptre("launch", "--yes", STACK))
        self.sceptre("delete", "--yes", STACK)
