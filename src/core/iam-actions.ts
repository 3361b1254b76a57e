/** `PutObject GetObject` of `s3`, each with its service before it. */
export const actionsOf = (service: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${service}:${name}`);
