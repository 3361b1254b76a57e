export { applyDns, type DnsApplied } from './apply.ts';
export { defaultTtl, desiredRecords, type DnsRequest } from './desired.ts';
export { formatRecords, recordFormats, type RecordFormat } from './formats/index.ts';
export { planDns, type DnsConflict, type DnsPlan, type DnsWithoutZone } from './plan.ts';
export { recordsToRemove, removeRecords, type FoundRecord } from './removal.ts';
export { dnsPlanLines } from './plan-lines.ts';
export { verifyDns } from './verify.ts';
