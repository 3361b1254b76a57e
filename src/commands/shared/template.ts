import { createHash } from 'node:crypto';
import { InstallError } from '../../core/errors.ts';
import type { Template } from '../../core/template.ts';
import type { TemplateOrigin } from '../../parameters/index.ts';
import { parseTemplate } from '../../template/index.ts';
import type { CommandContext } from './context.ts';
import { templateChanged } from './errors.ts';

/** The template in hand: its text as read, and where CloudFormation can get it. */
export interface LoadedTemplate {
  readonly template: Template;
  readonly sha256: string;
  /** For evidence lines: no query string. */
  readonly shownSource: string;
  readonly url?: string;
  readonly file?: string;
}

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const readText = async (
  origin: TemplateOrigin,
  { connection, stackName }: Pick<CommandContext, 'connection' | 'stackName'>,
): Promise<string> => {
  if ('url' in origin) return connection.templates.read(origin.url);
  if ('file' in origin) return connection.files.read(origin.file);
  return connection.stacks.template(stackName);
};

const originOf = (given: string): TemplateOrigin =>
  /^https?:/i.test(given.trim()) ? { url: given.trim() } : { file: given.trim() };

/** Read at the question, where what was typed can still be put right. */
const judgeTemplate =
  (context: Pick<CommandContext, 'connection' | 'stackName'>) =>
  async (given: string): Promise<string | true> => {
    if (given.trim() === '') return 'Give the address from the email, or the path of the file.';
    try {
      parseTemplate(await readText(originOf(given), context));
      return true;
    } catch (error) {
      if (!(error instanceof InstallError)) throw error;
      return `${error.message} ${error.hint}`;
    }
  };

const askTemplate = async (
  context: Pick<CommandContext, 'connection' | 'stackName'>,
): Promise<TemplateOrigin> => {
  const given = await context.connection.prompt.text({
    message: 'Template (the S3 https:// address from the vendor, or a file)',
    explain:
      "The CloudFormation template of the product: the https:// address of an S3 object, as the vendor's e-mail gives it, or a file on this machine. It decides what is created and which values are asked for.",
    validate: judgeTemplate(context),
  });
  return originOf(given);
};

const templateOrigin = async (
  context: Pick<CommandContext, 'session' | 'connection' | 'settings' | 'stackName'>,
  mayAsk: boolean,
): Promise<TemplateOrigin | undefined> => {
  const { session, settings, connection } = context;
  if (settings.template.value !== undefined) return settings.template.value;
  if (session.sampleTemplate !== undefined) return { file: session.sampleTemplate };
  return mayAsk && connection.prompt.interactive ? askTemplate(context) : undefined;
};

const checkPin = (loadedTemplate: LoadedTemplate, origin: TemplateOrigin): LoadedTemplate => {
  const pin = 'previous' in origin ? undefined : origin.sha256;
  if (pin === undefined || pin === loadedTemplate.sha256) return loadedTemplate;
  throw templateChanged(loadedTemplate.shownSource, loadedTemplate.sha256, pin);
};

const shownSource = (origin: TemplateOrigin): string =>
  'url' in origin ? withoutQuery(origin.url) : 'file' in origin ? origin.file : "the stack's own template";

/**
 * Reads and parses the template the user means; undefined when none was given and nobody can be asked.
 * @param mayAsk whether a person at a terminal is asked for it
 * @throws InstallError `template-*` (3), `file-unreadable`.
 */
export async function loadTemplate(
  context: Pick<CommandContext, 'session' | 'connection' | 'settings' | 'stackName'>,
  mayAsk: boolean,
): Promise<LoadedTemplate | undefined> {
  const origin = await templateOrigin(context, mayAsk);
  if (origin === undefined) return undefined;
  const text = await readText(origin, context);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return checkPin(
    {
      template: parseTemplate(text),
      sha256,
      shownSource: shownSource(origin),
      url: 'url' in origin ? origin.url : undefined,
      file: 'file' in origin ? origin.file : undefined,
    },
    origin,
  );
}
