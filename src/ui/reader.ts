import type { Event } from '../core/events.ts';

/** Reads what the engine says and shows it. Nothing it does can fail a deployment. */
export interface Reader {
  read(event: Event): void;
  /** Takes down what is drawn and gives the cursor back; reading on is harmless and shows nothing. */
  close(): void;
  /** While a question is on the screen nothing may be drawn over it; events wait. */
  pause(): void;
  resume(): void;
}
