import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS | undefined>();

/**
 * Whether the whole value matches a template's Java pattern. RE2 reads Java's syntax and runs in linear time, so a
 * hostile pattern costs nothing; what RE2 cannot express (look-around, back references) is let through.
 */
export const matchesWhole = (pattern: string, value: string): boolean => {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern)?.matches(value) ?? true;
};

const compile = (pattern: string): RE2JS | undefined => {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
};
