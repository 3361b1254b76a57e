export { annotations } from './annotations.ts';
export { codeQuality } from './code-quality.ts';
export { htmlReport, isLine, type ReportLine } from './html/index.ts';
export { junit } from './junit.ts';
export { markdown } from './markdown.ts';
export type { ReportMeta } from './meta.ts';
export { summarize } from './summary.ts';
