/** A terminal one reads keys from. */
interface RawModeSource {
  setRawMode?: (raw: boolean) => unknown;
  on(event: 'error', listener: () => void): unknown;
}

/**
 * A terminal that has hung up cannot leave raw mode any more. Node reports that as an error of the stream (EIO), which
 * readline passes on to nobody, and so it would end the run before it has cleaned up. Nothing is left to set back.
 */
export function forgiveRawMode(input: RawModeSource): void {
  const set = input.setRawMode?.bind(input);
  if (set === undefined) return;
  input.setRawMode = (raw) => {
    try {
      return set(raw);
    } catch {
      return input;
    }
  };
  // Between two questions nobody listens; the next one finds that the input has ended.
  input.on('error', () => undefined);
}
