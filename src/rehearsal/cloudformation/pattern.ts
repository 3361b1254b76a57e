import { matchesJavaPattern } from '../../template/java-pattern/matches.ts';

/** Whether the whole value matches a template's Java pattern; what the rehearsed account cannot judge it lets through. */
export const matchesWhole = (pattern: string, value: string): boolean =>
  matchesJavaPattern(pattern, value) !== false;
