const two = (value: number): string => String(value).padStart(2, '0');

/** Exact and short, for what is measured: `45s`, `14m02s`, `1h05m`. */
export const measured = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${two(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h${two(Math.floor((whole % 3600) / 60))}m`;
};

/** Rough, for what is expected or counted in minutes: `less than a minute`, `18 min`, `1 h 20 min`. */
export const rough = (seconds: number): string => {
  const minutes = Math.round(Math.max(0, seconds) / 60);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
};

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** `12:03:11` of an ISO time, UTC; the text itself if it is no time. */
export const timeOfDay = (iso: string): string => /T(\d\d:\d\d:\d\d)/.exec(iso)?.[1] ?? iso;
