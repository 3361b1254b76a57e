/** What the ARN of a CloudWatch alarm says. */
export interface AlarmPlace {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** Undefined: it is no such ARN. A name may hold anything, colons too. */
export function alarmPlace(arn: string): AlarmPlace | undefined {
  const [, region, account, name] =
    /^arn:[a-z-]+:cloudwatch:([a-z0-9-]+):(\d{12}):alarm:([^]{1,255})$/.exec(arn) ?? [];
  return region === undefined || account === undefined || name === undefined
    ? undefined
    : { region, account, name };
}

/** By its name, for people. */
export const alarmName = (arn: string): string => alarmPlace(arn)?.name ?? arn;
