/** Words that a secret's name ends in, whatever stands before them (`DB_PASSWORD`, `AppClientSecret`). */
const words = [
  'pass(?:word|wd|phrase|code)?',
  'pwd',
  'secrets?',
  'secret[-_ ]?(?:access[-_ ]?)?key',
  'client[-_ ]?secret',
  '(?:access|session|security|auth|id|refresh|bearer)?[-_ ]?token',
  '(?:api|private|license|account|access|encryption|signing|master)[-_ ]?key',
  'credentials?',
  'authorization',
  'signature',
  'session[-_]?id',
  '(?<![a-z])otp',
].join('|');

/** After them: `SecretString`, `password_hash`, `DB_PASSWORD_2`. */
const ending = '(?:[-_]?(?:string|value|text|plain|hash|\\d{1,3}))?';

/** The `secret` of an ARN of Secrets Manager is no name of one. */
const noArn = '(?<!:\\d{12}:)';

/** How a secret's name ends. For patterns that take capitals and small letters alike. */
export const nameEnd = `${noArn}(?:${words})${ending}`;

/** All of a secret's name, where it matters what stands before it. */
export const secretName = `[\\w.-]{0,60}${nameEnd}`;

const endsSo = new RegExp(`${nameEnd}$`, 'i');

/** Whether a key is a secret's name. */
export const namesSecret = (key: string): boolean => endsSo.test(key);
