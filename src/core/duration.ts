const hoursAndMinutes = (minutes: number): string => {
  if (minutes < 60) return `${minutes} min`;
  const left = minutes % 60;
  return `${Math.floor(minutes / 60)} h${left === 0 ? '' : ` ${left} min`}`;
};

const wholeSeconds = (seconds: number): number => Math.max(0, Math.round(seconds));

/** `45 s`, `4 min`, `1 h 12 min`: for the middle of a sentence. @param seconds rounded to what matters to a person */
export function spokenDuration(seconds: number): string {
  const whole = wholeSeconds(seconds);
  return whole < 60 ? `${whole} s` : hoursAndMinutes(Math.round(whole / 60));
}

/** `less than a minute`, `18 min`, `1 h 20 min`: for what is expected, or counted in minutes. */
export function estimatedDuration(seconds: number): string {
  const minutes = Math.round(Math.max(0, seconds) / 60);
  return minutes < 1 ? 'less than a minute' : hoursAndMinutes(minutes);
}

/** `9 min`, `1 h 12 min`: of what is left, whole minutes that are certain. */
export const remainingDuration = (seconds: number): string =>
  hoursAndMinutes(Math.max(0, Math.floor(seconds / 60)));

const two = (value: number): string => String(value).padStart(2, '0');

/** `45s`, `14m02s`, `1h05m`: exact and short, for what is measured. */
export function measuredDuration(seconds: number): string {
  const whole = wholeSeconds(seconds);
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${two(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h${two(Math.floor((whole % 3600) / 60))}m`;
}

export const dayMs = 86_400_000;

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `90s`, `15m`, `1.5h`; undefined where the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)([smh])$/.exec(text) ?? [];
  const factor = unitMs[unit];
  return amount === undefined || factor === undefined ? undefined : Math.round(Number(amount) * factor);
}
