export { matchesJavaPattern } from './matches.ts';
