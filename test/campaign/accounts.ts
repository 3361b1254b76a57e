import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import type { AccountRequest, AccountSnapshot, PlannedSignal, StartRequest } from './messages.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

type AskWithoutId = AccountRequest extends infer One
  ? One extends AccountRequest
    ? Omit<One, 'id'>
    : never
  : never;

/** The process that holds the accounts, seen from the campaign. */
export class Accounts {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (message: { value?: unknown; error?: string }) => void>();
  #id = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message: { id: number; value?: unknown; error?: string }) => {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    });
    child.on('exit', (code) => {
      for (const answer of this.#waiting.values()) answer({ error: `the account process ended (${code})` });
    });
  }

  /** Node cannot run the sources as they are, so the process gets a bundle of its own. */
  static async open(): Promise<Accounts> {
    const file = path.join(temporaryFolder(), 'account-server.mjs');
    await build({
      entryPoints: [path.resolve('test/campaign/account-server.ts')],
      outfile: file,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      logLevel: 'error',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
    return new Accounts(fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  }

  #ask<T>(asked: AskWithoutId): Promise<T> {
    const id = ++this.#id;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, ({ value, error }) =>
        error === undefined ? resolve(value as T) : reject(new Error(error)),
      );
      this.#child.send({ ...asked, id });
    });
  }

  start(start: StartRequest): Promise<Keys & { readonly endpoint: string; readonly region: string }> {
    return this.#ask({ do: 'start', start });
  }

  arm(name: string, shot: PlannedSignal): Promise<object> {
    return this.#ask({ do: 'arm', name, shot });
  }

  /** Ends the faults of the API, and perhaps those of resources; gives fresh keys. */
  endFaults(name: string, resources: 'heal' | 'stay'): Promise<Keys> {
    return this.#ask({ do: 'endFaults', name, resources });
  }

  look(name: string): Promise<AccountSnapshot> {
    return this.#ask({ do: 'look', name });
  }

  stop(name: string): Promise<object> {
    return this.#ask({ do: 'stop', name });
  }

  close(): void {
    this.#child.disconnect();
  }
}
