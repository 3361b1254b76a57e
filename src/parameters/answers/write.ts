import path from 'node:path';
import { Document, type YAMLMap } from 'yaml';
import type { Ports } from '../../core/ports.ts';
import type { Answers } from './answers.ts';
import { schemaLine } from './schema-line.ts';

const heading = [
  'Answers for quilt-install: use with --answers FILE. Holds no secret; what begins with @ says where one is found.',
];

const fromMap = (map: ReadonlyMap<string, string | undefined>): Record<string, string> | undefined => {
  // A null prototype keeps a key named __proto__ a key.
  const object = Object.create(null) as Record<string, string>;
  for (const [key, value] of map) if (value !== undefined) object[key] = value;
  return map.size === 0 ? undefined : object;
};

const fromList = (list: readonly string[]): readonly string[] | undefined =>
  list.length === 0 ? undefined : list;

/** The file's text; reading it gives the same answers. @param comment stands above it, a line each */
export function formatAnswers(answers: Answers, comment: readonly string[] = heading): string {
  const document = new Document({
    version: 1,
    product: answers.product,
    account: answers.account,
    region: answers.region,
    stackName: answers.stackName,
    template: answers.template,
    parameters: fromMap(answers.parameters),
    tags: fromMap(answers.tags),
    roleArn: answers.roleArn,
    notificationArns: fromList(answers.notificationArns),
    terminationProtection: answers.terminationProtection,
    buckets: fromList(answers.buckets),
    dns: answers.dns,
    ignore: fromList(answers.ignore),
    rollback: answers.rollback && {
      alarms: fromList(answers.rollback.alarms),
      monitoring:
        answers.rollback.monitoringMinutes === undefined
          ? undefined
          : `${answers.rollback.monitoringMinutes}m`,
    },
  });
  document.commentBefore = comment.map((line) => ` ${line}`).join('\n');
  const root = document.contents as YAMLMap;
  root.items = root.items.filter((pair) => pair.value !== undefined && pair.value !== null);
  // Folding a long line would turn its spaces into line breaks for a person who greps.
  return document.toString({ lineWidth: 0 });
}

/** Writes the file atomically, readable by its owner alone (0600). */
export async function writeAnswers(
  filePath: string,
  answers: Answers,
  { files, packageFolder }: Pick<Ports, 'files'> & { readonly packageFolder: string },
): Promise<void> {
  const above = await schemaLine(path.dirname(filePath), packageFolder, { files });
  await files.write(filePath, formatAnswers(answers, [...above, ...heading]), { mode: 0o600 });
}
