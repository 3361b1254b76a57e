import path from 'node:path';
import { commandLine } from '../../core/command-line.ts';
import { exitCodes, type ExitCode } from '../../core/exit-codes.ts';
import { applyDns, overwriteUndo, zoneOfId, type DnsPlan, type UndoCommand } from '../../dns/index.ts';
import { confirmOrDecline } from '../shared/consent.ts';
import type { CommandContext } from '../shared/context.ts';
import { reportWithoutZone } from '../shared/dns/manual-steps.ts';
import { overwriting, timeToShow, verifyRecords } from '../shared/dns/verify-records.ts';
import { dnsPorts } from '../shared/dns/zone-account.ts';

export type ApplyContext = Pick<CommandContext<'dns'>, 'session' | 'connection' | 'stackName' | 'settings'>;

interface UndoFile {
  readonly path: string;
  readonly undo: UndoCommand;
}

/** In the answers' folder, where what belongs to this stack is kept; one file a zone. */
const undoFiles = ({ session, connection, stackName }: ApplyContext, plan: DnsPlan): readonly UndoFile[] => {
  const { answers } = session.options;
  const folder = answers === undefined ? '.' : path.dirname(answers);
  const time = new Date(connection.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  const undos = overwriteUndo(plan);
  return undos.map((undo) => {
    const zone = undos.length > 1 ? `-${undo.request.HostedZoneId}` : '';
    return { path: path.join(folder, `quilt-install-undo-${stackName}-${time}${zone}.json`), undo };
  });
};

/** As whoever the records are written by; a role is assumed by the one who pastes it. */
const undoCommand = ({ options }: ApplyContext['session'], file: UndoFile): string => {
  const profile = options.dnsProfile ?? options.profile;
  const words = ['route53', 'change-resource-record-sets', '--cli-input-json', `file://${file.path}`];
  return commandLine(['aws', ...words, ...(profile === undefined ? [] : ['--profile', profile])]);
};

/** What stands there now is gone once it is replaced: the way back is shown before anybody agrees. */
const reportUndo = ({ connection, session }: ApplyContext, files: readonly UndoFile[]): void =>
  connection.emit({
    type: 'note',
    level: 'warn',
    message: 'Records in place will be replaced. What takes it back is kept first:',
    detail: files.flatMap((file) => [file.path, ...file.undo.lines, undoCommand(session, file)]),
  });

/** Rejects with `file-exists` or `file-unwritable`: without a way back nothing is deleted. */
const keepUndo = async ({ connection }: ApplyContext, files: readonly UndoFile[]): Promise<void> => {
  for (const { path: file, undo } of files)
    await connection.files.write(file, `${JSON.stringify(undo.request, undefined, 2)}\n`, {
      neverOver: true,
    });
};

const question = (plan: DnsPlan, replaces: boolean): string => {
  const ids = [...new Set(plan.records.flatMap(({ zoneId }) => zoneId ?? []))];
  const zones = ids.map((id) => zoneOfId(id, plan.zones)).join(', ');
  return replaces
    ? `Replace what is in the way and write these records into ${zones}?`
    : `Write these records into ${zones}?`;
};

/**
 * Writes what was shown, once agreed to, and looks whether it answers. @param agreed the question has been answered
 * @returns 9 for what could not be written or is seen to be wrong
 */
export async function apply(
  context: ApplyContext,
  plan: DnsPlan,
  { agreed = false, waitMs }: { readonly agreed?: boolean; readonly waitMs?: number },
): Promise<ExitCode> {
  const { overwrite } = context.session.options;
  const files = overwrite ? undoFiles(context, plan) : [];
  if (plan.toCreate.length > 0 || files.length > 0) {
    if (files.length > 0) reportUndo(context, files);
    if (!agreed) await confirmOrDecline(context, question(plan, files.length > 0), 'Writing the records');
    await keepUndo(context, files);
  }
  const done = await applyDns(plan, { overwrite, replacing: overwriting(context) }, dnsPorts(context));
  if (plan.noZone.length > 0) reportWithoutZone(context, plan);
  if (!done.complete) return exitCodes.dnsFailed;
  // With --verify the look is the command's own, and decides.
  if (context.session.options.verify) return exitCodes.succeeded;
  return verifyRecords(context, plan.records, waitMs ?? timeToShow(done));
}
