import { createContext, Script, type Context } from 'node:vm';
import { toJavaScript } from './pattern.ts';

/** Milliseconds after which a pattern is left to CloudFormation: templates may hold one that never ends. */
const patience = 150;

/** Compiling may fail or explode as well, so it happens under the same time limit. */
const script = new Script("new RegExp(source, 'u').test(value)");

/** Only a script run in a context of its own can be stopped; making one costs milliseconds, so it is kept. */
let context: Context | undefined;

/** Patterns that ran out of time once would do so again; a template full of them may not cost minutes. */
const slow = new Set<string>();
const slowAtMost = 20;

/**
 * Whether the whole value matches a Java pattern; undefined where that is CloudFormation's to say:
 * a construct JavaScript reads differently, a pattern that is not valid, or one that takes too long.
 */
export const matches = (pattern: string, value: string): boolean | undefined => {
  const source = toJavaScript(pattern);
  if (source === undefined || slow.has(pattern) || slow.size >= slowAtMost) return undefined;
  context ??= createContext(Object.create(null) as Context);
  Object.assign(context, { source, value });
  try {
    return script.runInContext(context, { timeout: patience }) === true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') slow.add(pattern);
    return undefined;
  }
};
