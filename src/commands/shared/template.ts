import { createHash } from 'node:crypto';
import { exitCodes, InstallError } from '../../core/errors.ts';
import type { Template } from '../../core/template.ts';
import { parseTemplate } from '../../template/index.ts';
import type { Opened } from './context.ts';

/** The template in hand: its text as read, and where CloudFormation can get it. */
export interface TemplateInHand {
  readonly template: Template;
  readonly sha256: string;
  /** For evidence lines: no query string. */
  readonly shownSource: string;
  readonly url?: string;
  readonly file?: string;
}

type Place = { readonly url: string } | { readonly file: string } | { readonly previous: true };

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const ask = async ({ connection }: Opened): Promise<Place> => {
  const given = await connection.prompt.text({
    message: 'Template (the S3 https:// address from the vendor, or a file)',
    validate: (input) => input.trim() !== '' || 'Give the address from the email, or the path of the file.',
  });
  return /^https?:/i.test(given.trim()) ? { url: given.trim() } : { file: given.trim() };
};

const placeOf = async (opened: Opened): Promise<Place | undefined> => {
  const { session, answers, connection } = opened;
  const { templateUrl, templateFile, reuseTemplate } = session.options;
  if (reuseTemplate) return { previous: true };
  if (templateUrl !== undefined) return { url: templateUrl };
  if (templateFile !== undefined) return { file: templateFile };
  if (answers?.template?.url !== undefined) return { url: answers.template.url };
  if (answers?.template?.file !== undefined) return { file: answers.template.file };
  if (session.sampleTemplate !== undefined) return { file: session.sampleTemplate };
  return connection.prompt.interactive ? ask(opened) : undefined;
};

const read = async (place: Place, { connection, stackName }: Opened): Promise<string> => {
  if ('url' in place) return connection.templates.read(place.url);
  if ('file' in place) return connection.files.read(place.file);
  return connection.stacks.template(stackName);
};

const samePin = (inHand: TemplateInHand, { answers }: Opened): TemplateInHand => {
  const pin = answers?.template;
  if (
    pin?.sha256 === undefined ||
    pin.url === undefined ||
    pin.url !== inHand.url ||
    pin.sha256 === inHand.sha256
  )
    return inHand;
  throw new InstallError({
    code: 'template-changed',
    message: `The template at ${inHand.shownSource} is not the one the answers file was written for (SHA-256 ${inHand.sha256.slice(0, 12)}…, expected ${pin.sha256.slice(0, 12)}…).`,
    hint: 'Ask the vendor whether this release was republished; if so, remove template.sha256 from the answers file.',
    exitCode: exitCodes.checkFailed,
  });
};

const shownSource = (place: Place): string =>
  'url' in place ? withoutQuery(place.url) : 'file' in place ? place.file : "the stack's own template";

/**
 * Reads and parses the template the user means; undefined when none was given and nobody can be asked.
 * @throws InstallError `template-*` (3), `file-unreadable`.
 */
export async function readTemplate(opened: Opened): Promise<TemplateInHand | undefined> {
  const place = await placeOf(opened);
  if (place === undefined) return undefined;
  const text = await read(place, opened);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return samePin(
    {
      template: parseTemplate(text),
      sha256,
      shownSource: shownSource(place),
      ...('url' in place ? { url: place.url } : {}),
      ...('file' in place ? { file: place.file } : {}),
    },
    opened,
  );
}

export const templateMissing = (command: string): InstallError =>
  new InstallError({
    code: 'template-missing',
    message: `${command} needs the vendor's template and none was given.`,
    hint: `Give --template-url with the address from the vendor's email, or --template-file with a copy of it.`,
    exitCode: exitCodes.usage,
  });
