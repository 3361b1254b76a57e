import { runInNewContext } from 'node:vm';
import { toJavaScript } from './pattern.ts';

/** Milliseconds after which a pattern is left to CloudFormation: templates may hold one that never ends. */
const patience = 150;

/** Compiling may fail or explode as well, so it happens under the same time limit. */
const script = "new RegExp(source, 'u').test(value)";

/**
 * Whether the whole value matches a Java pattern; undefined where that is CloudFormation's to say:
 * a construct JavaScript reads differently, a pattern that is not valid, or one that takes too long.
 */
export const matches = (pattern: string, value: string): boolean | undefined => {
  const source = toJavaScript(pattern);
  if (source === undefined) return undefined;
  try {
    return runInNewContext(script, { source, value }, { timeout: patience }) === true;
  } catch {
    return undefined;
  }
};
