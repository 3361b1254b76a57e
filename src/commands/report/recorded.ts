import { recordingLimit } from '../../core/file-limits.ts';
import type { Ports } from '../../core/ports.ts';
import { isLine, type ReportLine } from '../../reports/index.ts';
import { notEvents } from './errors.ts';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The events of an earlier run, as `--output json` wrote them. A last line that was cut off, as of a run that was
 * killed, is left out.
 * @throws InstallError `file-unreadable`, `report-unreadable`
 */
export async function recordedEvents(
  path: string,
  { files }: Pick<Ports, 'files'>,
): Promise<readonly ReportLine[]> {
  const rows = (await files.read(path, recordingLimit)).split('\n');
  const events = rows.flatMap((row, at) => {
    if (row.trim() === '') return [];
    const event = parsed(row);
    if (isLine(event) && typeof event['type'] === 'string') return [event];
    if (at === rows.length - 1) return [];
    throw notEvents(path, at + 1);
  });
  if (events.length === 0) throw notEvents(path, undefined);
  return events;
}
