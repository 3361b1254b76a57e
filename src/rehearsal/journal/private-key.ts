import { createPrivateKey, createPublicKey } from 'node:crypto';

const publicHalf = (key: Uint8Array): Uint8Array | undefined => {
  try {
    const half = createPublicKey(createPrivateKey(Buffer.from(key)));
    return Buffer.from(half.export({ type: 'spki', format: 'pem' }));
  } catch {
    return undefined;
  }
};

/**
 * A call's input as it may be written down. A private key need not be: AWS never gives one back, and whether it fits
 * its certificate its public half tells as well. One that cannot be read leaves none, and is refused again.
 */
export const withoutPrivateKey = (
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  input.PrivateKey instanceof Uint8Array
    ? { ...input, PrivateKey: new Uint8Array(), PublicKey: publicHalf(input.PrivateKey) }
    : input;
