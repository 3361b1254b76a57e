const reservedStart = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const reservedEnd = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/** Which of S3's naming rules for general purpose buckets a name breaks; undefined for a good one. */
export function bucketNameFault(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) return 'it must have 3 to 63 characters';
  if (/[A-Z]/.test(name)) return 'capital letters are not allowed';
  if (!/^[a-z0-9.-]+$/.test(name)) return 'only lower-case letters, digits, hyphens and dots are allowed';
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'it must begin and end with a letter or digit';
  if (name.includes('..')) return 'two dots must not follow each other';
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return 'it must not look like an IP address';
  const start = reservedStart.find((prefix) => name.startsWith(prefix));
  if (start !== undefined) return `AWS keeps names that begin with ${start} for itself`;
  const end = reservedEnd.find((suffix) => name.endsWith(suffix));
  return end === undefined ? undefined : `AWS keeps names that end with ${end} for itself`;
}
