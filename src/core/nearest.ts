/** Edits (insert, delete, replace, swap of neighbours) that turn one text into the other. */
const distance = (left: string, right: string): number => {
  const rows = Array.from({ length: left.length + 1 }, (_, i) =>
    Array.from({ length: right.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= left.length; i++)
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      const swapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      rows[i]![j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + same,
        swapped ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  return at(left.length, right.length);
};

/** The known name a person most likely meant, if any is near enough to be worth offering. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase().slice(0, 60);
  const ranked = [...known]
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  if (best === undefined) return undefined;
  // A wrong guess is worse than none: about every third letter may differ, dashes in front counting for nothing.
  const letters = (text: string): number => text.replace(/^-+/, '').length;
  const length = Math.max(letters(name), letters(best.candidate));
  const allowed = length < 6 ? 1 : Math.floor(length / 3);
  return best.edits <= allowed ? best.candidate : undefined;
}
