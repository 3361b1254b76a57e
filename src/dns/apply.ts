import type { DnsMove, DnsRecord } from '../core/dns.ts';
import { awsCodes, isInstallError } from '../core/errors.ts';
import type { RecordSet } from '../core/facts.ts';
import type { Ports, RecordChange } from '../core/ports.ts';
import { nothingDesired } from './desired.ts';
import { changedMeanwhile, noRecords } from './errors.ts';
import { planDns, type DnsConflict, type DnsPlan } from './plan.ts';
import { awaitSync } from './sync.ts';
import { describeRecordSet } from './target.ts';
import { undoOf, type UndoCommand } from './undo.ts';

export interface DnsApplied {
  /** True if every record of the plan is in place now. */
  readonly complete: boolean;
  readonly created: readonly DnsRecord[];
}

export interface ApplyOptions {
  readonly overwrite: boolean;
  /** The command that overwrites, for whoever is told of a record in the way. */
  readonly replacing?: string;
}

type ApplyPorts = Pick<Ports, 'facts' | 'dns' | 'clock' | 'emit'> & Partial<Pick<Ports, 'signal'>>;

interface Batch {
  readonly zoneId: string;
  readonly created: readonly DnsRecord[];
  readonly deleted: readonly RecordSet[];
}

const batchesOf = (
  creations: readonly { readonly record: DnsRecord; readonly existing: readonly RecordSet[] }[],
): readonly Batch[] => {
  const zones = new Map<string, { created: DnsRecord[]; deleted: RecordSet[] }>();
  for (const { record, existing } of creations) {
    if (record.zoneId === undefined) continue;
    const zone = zones.get(record.zoneId) ?? { created: [], deleted: [] };
    zone.created.push(record);
    zone.deleted.push(...existing);
    zones.set(record.zoneId, zone);
  }
  return [...zones].map(([zoneId, batch]) => ({ zoneId, ...batch }));
};

// DELETE of exactly what was shown, then CREATE: an UPSERT would overwrite what changed since.
const changesOf = ({ created, deleted }: Batch): readonly RecordChange[] => [
  ...deleted.map((recordSet): RecordChange => ({ action: 'delete', recordSet })),
  ...created.map((record): RecordChange => ({ action: 'create', record })),
];

/** Another run may have made the very same records a moment ago; then there is nothing to complain about. */
const madeByAnother = async (batch: Batch, ports: ApplyPorts): Promise<boolean> => {
  ports.facts.refresh('records');
  const plan = await planDns({ ...nothingDesired, records: batch.created }, ports);
  return plan.alreadyThere.length === batch.created.length;
};

/** @returns the change to wait for; undefined where another run made the records */
const write = async (batch: Batch, ports: ApplyPorts): Promise<string | undefined> => {
  try {
    return await ports.dns.change(batch.zoneId, changesOf(batch), 'quilt-install: hosts of the stack');
  } catch (error) {
    if (!isInstallError(error, awsCodes.refused)) throw error;
    if (await madeByAnother(batch, ports)) return undefined;
    throw changedMeanwhile(error);
  }
};

const byHand = (say: string): DnsMove => ({ by: 'you', say });

const wayOn = (conflicts: readonly DnsConflict[], replacing: string): DnsMove => {
  if (conflicts.some(({ locked }) => locked === 'routing'))
    return byHand(
      'A routing policy stands at that name, which is left alone; whoever set it up points it at the stack.',
    );
  return conflicts.some(({ locked }) => locked === 'other-types')
    ? byHand(
        'More than an address stands at that name, which is left as it is; remove it by hand, or use --record-type alias.',
      )
    : { by: 'you', say: 'What is there is left as it is. To replace it:', run: replacing };
};

const reportConflicts = (conflicts: readonly DnsConflict[], replacing: string, ports: ApplyPorts): void => {
  if (conflicts.length === 0) return;
  const there = conflicts.flatMap(({ record, existing }) =>
    existing.map((one) => `${record.name} is now: ${describeRecordSet(one)}`),
  );
  ports.emit({
    type: 'dns',
    state: 'conflict',
    records: conflicts.map(({ record }) => record),
    message: there.join('\n'),
    moves: [wayOn(conflicts, replacing)],
  });
};

const countsOf = (created: number, replaced: number, there: number): readonly string[] => {
  if (created + replaced === 0) return there === 0 ? [] : ['All were there already.'];
  if (replaced + there === 0) return [];
  const counts: readonly (readonly [number, string])[] = [
    [created, 'created'],
    [replaced, 'replaced'],
    [there, 'there already'],
  ];
  const phrases = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return [`${phrases.join(', ')}.`];
};

const reportApplied = (
  plan: DnsPlan,
  created: readonly DnsRecord[],
  replaced: number,
  ports: ApplyPorts,
): void => {
  const records = plan.records.filter(
    (record) => created.includes(record) || plan.alreadyThere.includes(record),
  );
  if (records.length === 0) return;
  const counts = countsOf(created.length - replaced, replaced, plan.alreadyThere.length);
  const message = counts.join('\n') || undefined;
  ports.emit({ type: 'dns', state: 'applied', records, message });
};

const replaceable = ({ conflicts }: DnsPlan): readonly DnsConflict[] =>
  conflicts.filter(({ locked }) => locked === undefined);

const plannedBatches = (plan: DnsPlan, replaced: readonly DnsConflict[]): readonly Batch[] =>
  batchesOf([...plan.toCreate.map((record) => ({ record, existing: [] })), ...replaced]);

/** What will take an overwriting plan back, one request a zone: to be kept before anything is deleted. */
export const overwriteUndo = (plan: DnsPlan): readonly UndoCommand[] =>
  plannedBatches(plan, replaceable(plan))
    .filter(({ deleted }) => deleted.length > 0)
    .map(({ zoneId, created, deleted }) => undoOf(zoneId, created, deleted));

/**
 * Writes a plan: per zone one atomic batch, waited for until all of Route 53 has it. A different record in
 * place stays unless `overwrite`. Rejects with `dns-no-records`, `dns-changed`, or what AWS answered.
 */
export async function applyDns(
  plan: DnsPlan,
  { overwrite, replacing = 'quilt-install dns --apply --overwrite' }: ApplyOptions,
  ports: ApplyPorts,
): Promise<DnsApplied> {
  if (plan.problem !== undefined) throw plan.problem;
  if (plan.records.length === 0) throw noRecords();
  const replaced = overwrite ? replaceable(plan) : [];
  const left = plan.conflicts.filter((conflict) => !replaced.includes(conflict));
  reportConflicts(left, replacing, ports);
  const batches = plannedBatches(plan, replaced);
  const created: DnsRecord[] = [];
  const report = (): void => {
    const replacedNow = replaced.filter(({ record }) => created.includes(record)).length;
    reportApplied(plan, created, replacedNow, ports);
  };
  try {
    for (const batch of batches) {
      const changeId = await write(batch, ports);
      created.push(...batch.created);
      if (changeId !== undefined) await awaitSync(changeId, ports);
    }
  } catch (error) {
    // What one zone took is there, though the next one refused.
    if (created.length > 0) report();
    throw error;
  } finally {
    if (batches.length > 0) ports.facts.refresh('records');
  }
  report();
  return { complete: left.length === 0 && plan.noZone.length === 0, created };
}
