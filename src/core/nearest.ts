/** Edits (insert, delete, replace, swap of neighbours) that turn one text into the other. */
export function editsBetween(left: string, right: string): number {
  let [before, above]: [number[], number[]] = [[], Array.from({ length: right.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      const swapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      row[j] = Math.min(
        above[j]! + 1,
        row[j - 1]! + 1,
        above[j - 1]! + same,
        swapped ? before[j - 2]! + 1 : Infinity,
      );
    }
    [before, above] = [above, row];
  }
  return above[right.length]!;
}

/** The known name a person most likely meant, if any is near enough to be worth offering. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase().slice(0, 60);
  const ranked = [...known]
    .map((candidate) => ({ candidate, edits: editsBetween(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  if (best === undefined) return undefined;
  // A wrong guess is worse than none: about every third letter may differ, dashes in front counting for nothing.
  const letters = (text: string): number => text.replace(/^-+/, '').length;
  const length = Math.max(letters(name), letters(best.candidate));
  const allowed = length < 6 ? 1 : Math.floor(length / 3);
  return best.edits <= allowed ? best.candidate : undefined;
}
