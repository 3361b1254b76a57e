/** Lines around what changes. */
const around = 3;

const pretty = (json: string): readonly string[] =>
  JSON.stringify(JSON.parse(json), undefined, 2).split('\n');

const commonStart = (a: readonly string[], b: readonly string[]): number => {
  const end = a.findIndex((line, at) => line !== b[at]);
  return end < 0 ? a.length : end;
};

/** What changes between two JSON documents, in one piece: `-` and `+` lines with some lines around them. */
export function jsonDiff(before: string, after: string): string {
  const [a, b] = [pretty(before), pretty(after)];
  const start = commonStart(a, b);
  const room = Math.min(a.length, b.length) - start;
  const same = Math.min(room, commonStart([...a].reverse(), [...b].reverse()));
  const lines = [
    ...a.slice(Math.max(0, start - around), start).map((line) => `  ${line}`),
    ...a.slice(start, a.length - same).map((line) => `- ${line}`),
    ...b.slice(start, b.length - same).map((line) => `+ ${line}`),
    ...a.slice(a.length - same, a.length - same + around).map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}
