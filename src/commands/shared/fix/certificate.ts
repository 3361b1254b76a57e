import { longestZone } from '../../../account/zone.ts';
import type { Certificate } from '../../../core/facts.ts';
import { stopped } from '../../../core/interrupts.ts';
import type { CommandContext } from '../context.ts';

const pollMs = 10_000;
/** A person is asked whether to wait on as often as that. */
const patienceMs = 60 * 60_000;

type FixPorts = Pick<CommandContext, 'connection'>;

/** The CNAMEs that no zone of this account can hold: somebody else has to add them. */
const handedOver = async (
  { validation }: Certificate,
  { connection }: FixPorts,
): Promise<readonly string[]> => {
  const zones = await connection.facts.hostedZones().catch(() => []);
  const open = validation.flatMap(({ name, value }) =>
    name === undefined || value === undefined || longestZone(zones, name) !== undefined
      ? []
      : [`${name} CNAME ${value}`],
  );
  return [...new Set(open)];
};

const handOver = ({ connection }: FixPorts, records: readonly string[]): void => {
  if (records.length === 0) return;
  connection.emit({
    type: 'note',
    level: 'info',
    message:
      'Give these records to whoever runs that domain. As soon as ACM has seen them, this goes on by itself; Ctrl-C leaves, and the certificate stays:',
    detail: [...records],
  });
};

const read = async ({ connection }: FixPorts, arn: string): Promise<Certificate | undefined> => {
  connection.facts.refresh();
  return connection.facts.certificate(arn);
};

const waitsOn = async ({ connection }: FixPorts): Promise<boolean> =>
  connection.prompt.confirm({ message: 'ACM has not issued it yet. Wait for another hour?', default: true });

/**
 * Waits until ACM has issued a certificate or refused to; what has to be handed over is shown once.
 * @returns false where the person waits no longer
 * @throws InstallError `interrupted` (130)
 */
export async function awaitCertificate(where: FixPorts, arn: string): Promise<boolean> {
  const { clock, emit, signal } = where.connection;
  let certificate = await read(where, arn);
  if (certificate?.status !== 'PENDING_VALIDATION') return true;
  handOver(where, await handedOver(certificate, where));
  let until = clock.now() + patienceMs;
  try {
    while (certificate?.status === 'PENDING_VALIDATION') {
      if (clock.now() >= until) {
        emit({ type: 'busy' });
        if (!(await waitsOn(where))) return false;
        until = clock.now() + patienceMs;
      }
      emit({ type: 'busy', message: 'Waiting for ACM to issue the certificate' });
      await clock.sleep(pollMs, signal);
      if (signal.aborted) throw stopped();
      certificate = await read(where, arn);
    }
  } finally {
    emit({ type: 'busy' });
  }
  return true;
}
