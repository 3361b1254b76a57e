import { exitCodes, InstallError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import type { Session } from '../../core/session.ts';
import { parseTemplate } from '../../template/index.ts';
import type { InnerCommand } from './inner-command.ts';

/** `Throttling=0.3`, `ExpiredToken@60s`: faults of the API, not of a resource. */
const apiFault = /^(Throttling|ExpiredToken|Disconnect|Stall|Cut|Latency|Stale|Deny)([=@]|$)/;

const idOf = (fail: string): string => fail.split(/[=@]/, 1)[0] ?? '';

/** A resource that is told to fail must be in the template: a misspelt one would make the rehearsal pass. */
export async function knownFailures(
  { options, local, packageFolder }: Session<'rehearse'>,
  inner: InnerCommand,
): Promise<void> {
  const ids = options.fail.filter((fail) => !apiFault.test(fail)).map(idOf);
  if (ids.length === 0 || (inner.hasTemplate && inner.templateFile === undefined)) return;
  const template = parseTemplate(
    await local.files.read(inner.templateFile ?? `${packageFolder}templates/quilt.yaml`),
  );
  const unknown = ids.find((id) => !template.resources.has(id));
  if (unknown === undefined) return;
  const near = nearest(unknown, template.resources.keys());
  throw new InstallError({
    code: 'fail-unknown',
    message: `--fail names ${unknown.slice(0, 80)}, and the template has no such resource.`,
    hint:
      near === undefined
        ? 'Name a logical id of the template, or Throttling=0.3, ExpiredToken@60s, Disconnect@30s, Stall@30s, Cut=0.1.'
        : `Did you mean ${near}?`,
    exitCode: exitCodes.usage,
  });
}
