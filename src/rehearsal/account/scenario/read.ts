import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { scenarioUnknown } from '../../errors.ts';
import { zonesOf } from '../regions.ts';
import type { ScenarioFile } from './file/file.ts';
import { scenarioNames } from './names.ts';

/** `{region}`, `{account}`, `{partition}` and `{zone0}`… in a scenario stand for those of this run. */
const filled = (text: string, place: ScenarioAccount): string => {
  const zones = zonesOf(place.region);
  return text
    .replaceAll('{region}', place.region)
    .replaceAll('{account}', place.account)
    .replaceAll('{partition}', place.partition)
    .replace(/\{zone(\d)\}/g, (_match, at: string) => (zones[Number(at)] ?? zones[0])?.name ?? '');
};

export interface ScenarioAccount {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** @throws InstallError scenario-unknown (2) */
export async function readScenario(
  folder: string,
  name: string,
  place: ScenarioAccount,
): Promise<ScenarioFile> {
  const known = await scenarioNames(folder);
  if (!known.includes(name)) throw scenarioUnknown(name, known);
  const text = await readFile(path.join(folder, 'rehearsal', `${name}.yaml`), 'utf8');
  const own = parse(filled(text, place)) as ScenarioFile;
  if (own.extends === undefined) return own;
  return { ...(await readScenario(folder, own.extends, place)), ...own };
}
