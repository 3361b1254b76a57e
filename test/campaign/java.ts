import { spawn } from 'node:child_process';
import { Buffer } from 'node:buffer';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Pair } from '../template/java-pattern/generated.ts';

/** What `java.util.regex` says of a pattern and a value: see Judge.java. */
export type JavaVerdict = 'match' | 'mismatch' | 'invalid' | 'overrun';

const base64 = (plain: string): string => Buffer.from(plain, 'utf8').toString('base64');

/** Asks the machine's Java, which takes one process for all pairs. */
export const judgedByJava = async (pairs: readonly Pair[]): Promise<readonly JavaVerdict[]> => {
  const source = path.join(import.meta.dirname, 'Judge.java');
  const java = spawn('java', ['-Xss64m', source], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = new Promise<number | null>((resolve, reject) => {
    java.on('error', reject).on('close', resolve);
  });
  java.stdin.end(pairs.map(({ pattern, value }) => `${base64(pattern)} ${base64(value)}\n`).join(''));
  const [said, code] = await Promise.all([text(java.stdout), exit]);
  if (code !== 0) throw new Error(`java ended with ${code}`);
  return said.trimEnd().split('\n') as JavaVerdict[];
};
