export { applyDns, overwriteUndo } from './apply.ts';
export { desiredRecords } from './desired.ts';
export { formatRecords, recordFormats } from './formats/index.ts';
export { planDns, type DnsPlan } from './plan.ts';
export { recordsToRemove, removeRecords, type FoundRecord } from './removal.ts';
export { dnsPlanLines } from './plan-lines.ts';
export { verifyDns } from './verify.ts';
