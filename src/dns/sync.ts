import { awsCodes, InstallError } from '../core/errors.ts';
import type { Ports } from '../core/ports.ts';

/** Route 53 allows five calls a second to the whole account, so this asks seldom. Milliseconds. */
const pause = 3_000;
/** "Generally within 60 seconds"; after this long the change is on its way all the same. Milliseconds. */
const limit = 300_000;

const passing: readonly string[] = [awsCodes.throttled, awsCodes.unreachable];

/** Waits until every Route 53 server has the change. @returns false where that could not be seen to the end */
export async function awaitSync(
  changeId: string,
  ports: Pick<Ports, 'dns' | 'clock'> & Partial<Pick<Ports, 'signal'>>,
): Promise<boolean> {
  const until = ports.clock.now() + limit;
  for (;;) {
    try {
      if (await ports.dns.inSync(changeId)) return true;
    } catch (error) {
      // The batch is accepted and cannot fail any more; only the watching can.
      if (!(error instanceof InstallError)) throw error;
      if (!passing.includes(error.code)) return false;
    }
    if (ports.clock.now() >= until || ports.signal?.aborted === true) return false;
    await ports.clock.sleep(pause, ports.signal);
  }
}
