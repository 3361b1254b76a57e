import type { EarlyValidationFinding } from '../../../core/ports.ts';
import type { Connection } from '../../../core/session.ts';
import { validationRemedy } from '../../../stack/index.ts';

const line = ({ logicalId, resourceType, reason }: EarlyValidationFinding): string =>
  `${logicalId === '' ? 'The template' : `${logicalId} (${resourceType})`}: ${reason}`;

/** What CloudFormation's own validation of the plan found, told as one more check. */
export function reportFindings(
  { emit }: Pick<Connection, 'emit'>,
  findings: readonly EarlyValidationFinding[],
): void {
  if (findings.length === 0) return;
  emit({
    type: 'check',
    id: 'plan.validation',
    category: 'Plan',
    title: "CloudFormation's own validation of the plan is clean",
    status: 'warn',
    message: findings.map(line).join(' '),
    fix: [
      ...new Set(findings.flatMap((finding) => validationRemedy(finding) ?? [])),
      'Look at each before agreeing; what it warns of often fails half an hour into the operation.',
    ].join(' '),
    docs: 'quilt-install help plan.validation',
  });
}
