import { matchesJavaPattern } from '../../template/java-pattern/matches.ts';

/** The pattern as one for a whole text that it may fit anywhere in. */
export const anywhere = (pattern: string): string => `[\\s\\S]*(?:${pattern})[\\s\\S]*`;

/** Whether the pattern judge, which a file's patterns are left to, has an answer at all. */
export const isJudged = (pattern: string): boolean => matchesJavaPattern(pattern, 'a') !== undefined;
