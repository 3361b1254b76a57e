const numbers = (tag: string): readonly number[] | undefined => {
  const [, major, minor, patch] = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(tag) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
};

/** Below 0: `left` is older; undefined where either is no release number. */
export function compareVersions(left: string, right: string): number | undefined {
  const a = numbers(left);
  const b = numbers(right);
  if (a === undefined || b === undefined) return undefined;
  for (const [index, number] of a.entries()) if (number !== b[index]) return number - (b[index] ?? 0);
  return 0;
}
