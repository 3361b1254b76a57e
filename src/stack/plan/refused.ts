import { exitCodes, InstallError } from '../../core/errors.ts';
import type { EarlyValidationFinding } from '../../core/ports.ts';
import { shortText } from '../../core/text.ts';
import { parseReason } from '../diagnose/reason.ts';

/** A finding of early validation as one line. */
export const findingLine = ({ logicalId, resourceType, reason }: EarlyValidationFinding): string =>
  `${logicalId} (${resourceType}): ${shortText(parseReason(reason).text, 300)}`;

/** CloudFormation looked at the plan and said no; nothing was changed. */
export const planRefused = (
  stackName: string,
  reason: string,
  findings: readonly EarlyValidationFinding[],
  cause?: unknown,
): InstallError => {
  const failed = findings.filter(({ severity }) => severity === 'fail').slice(0, 10);
  const words =
    failed.length > 0 ? failed.map(findingLine).join('; ') : shortText(parseReason(reason).text, 500);
  return new InstallError({
    code: 'plan-refused',
    message: `CloudFormation refused the plan for ${stackName}: ${words}`,
    hint: 'Nothing was changed. Fix what it names (a parameter, the template, or a resource that is in the way) and run the command again.',
    exitCode: exitCodes.checkFailed,
    cause,
  });
};
