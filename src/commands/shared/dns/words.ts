export const records = (count: number): string => `${count} ${count === 1 ? 'record' : 'records'}`;
export const are = (count: number): string => (count === 1 ? 'is' : 'are');
export const sentence = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join('; ');
