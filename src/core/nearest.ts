/** Edits (insert, delete, replace, swap of neighbours) that turn one text into the other. */
function editsBetween(left: string, right: string): number {
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

/** Without the dashes in front of a flag, and no longer than a name may be. */
const letters = (name: string): string => name.toLowerCase().replace(/^-+/, '').slice(0, 60);

/**
 * A wrong guess is worse than none: about every third letter may differ. A slip is seldom at the first letter: where
 * that differs too, the word is another one.
 */
const tolerated = (given: string, offered: string): number => {
  const length = Math.max(given.length, offered.length);
  return length < 6 || given[0] !== offered[0] ? 1 : Math.floor(length / 3);
};

/** Undefined where it is not near; most names are told so by their lengths alone. */
const editsTo = (given: string, offered: string): number | undefined => {
  const most = tolerated(given, offered);
  if (Math.abs(given.length - offered.length) > most) return undefined;
  const edits = editsBetween(given, offered);
  return edits <= most ? edits : undefined;
};

/** The known name a person most likely meant, if any is near enough to be worth offering. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const given = letters(name);
  const near = [...known].flatMap((candidate) => {
    const edits = editsTo(given, letters(candidate));
    return edits === undefined ? [] : [{ candidate, edits }];
  });
  return near.sort((a, b) => a.edits - b.edits)[0]?.candidate;
}
