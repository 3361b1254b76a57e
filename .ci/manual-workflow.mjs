// Prints the workflow of the manual, with the action of this folder in place of the reader's copy, so that actionlint
// knows the action's inputs and outputs (of `./` itself it knows none).
import { readFileSync } from 'node:fs';

const guide = readFileSync('docs/guides/pipelines.md', 'utf8');
const fences = [...guide.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text);
const workflow = fences.find((text) => text.includes('runs-on:'));
if (workflow === undefined) throw new Error('pipelines.md has no workflow any more');
console.log(workflow.replaceAll(/your-organization\/quilt-install@\S+/g, './.'));
