import type {} from 'node:readline';

declare module 'node:readline' {
  /** Node reads this one setting of what its types call an interface. */
  export function emitKeypressEvents(
    stream: NodeJS.ReadableStream,
    options: { readonly escapeCodeTimeout: number },
  ): void;
}
