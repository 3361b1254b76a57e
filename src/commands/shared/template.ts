import { createHash } from 'node:crypto';
import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Template } from '../../core/template.ts';
import type { Connection, Session } from '../../core/session.ts';
import type { Settings, TemplateOrigin } from '../../parameters/index.ts';
import { parseTemplate } from '../../template/index.ts';
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

/** Reused, not named: what the stack runs on today. */
export const isStacksOwn = ({ url, file }: LoadedTemplate): boolean =>
  url === undefined && file === undefined;

/** What a template is read with. */
interface ReadingContext {
  readonly session: Session;
  readonly connection: Connection;
  readonly settings: Settings;
  readonly stackName: string;
  readonly ownTemplate?: Promise<string> | undefined;
}

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const readText = async (
  origin: TemplateOrigin,
  { connection, stackName, ownTemplate }: Pick<ReadingContext, 'connection' | 'stackName' | 'ownTemplate'>,
): Promise<string> => {
  if ('url' in origin) return connection.templates.read(origin.url);
  if ('file' in origin) return connection.files.read(origin.file);
  return ownTemplate ?? connection.stacks.template(stackName);
};

const originOf = (given: string): TemplateOrigin =>
  /^https?:/i.test(given.trim()) ? { url: given.trim() } : { file: given.trim() };

/** Read at the question, where what was typed can still be put right. */
const judgeTemplate =
  (context: Pick<ReadingContext, 'connection' | 'stackName'>) =>
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
  context: Pick<ReadingContext, 'connection' | 'stackName'>,
): Promise<TemplateOrigin> => {
  const given = await context.connection.prompt.text({
    message: 'Template (the S3 https:// address from the vendor, or a file)',
    explain:
      "The CloudFormation template of the product: the https:// address of an S3 object, as the vendor's e-mail gives it, or a file on this machine. It decides what is created and which values are asked for.",
    validate: judgeTemplate(context),
  });
  return originOf(given);
};

/** Where the template is that was named, the stack's own left out: that takes a look at AWS. */
const namedOrigin = ({
  session,
  settings,
}: Pick<ReadingContext, 'session' | 'settings'>): Exclude<TemplateOrigin, { previous: true }> | undefined => {
  const { value } = settings.template;
  if (value !== undefined) return 'previous' in value ? undefined : value;
  return session.sampleTemplate === undefined ? undefined : { file: session.sampleTemplate };
};

const templateOrigin = async (
  context: ReadingContext,
  mayAsk: boolean,
): Promise<TemplateOrigin | undefined> => {
  const named = context.settings.template.value ?? namedOrigin(context);
  if (named !== undefined) return named;
  return mayAsk && context.connection.prompt.interactive ? askTemplate(context) : undefined;
};

const checkPin = (loadedTemplate: LoadedTemplate, origin: TemplateOrigin): LoadedTemplate => {
  const pin = 'previous' in origin ? undefined : origin.sha256;
  if (pin === undefined || pin === loadedTemplate.sha256) return loadedTemplate;
  throw templateChanged(loadedTemplate.shownSource, loadedTemplate.sha256, pin);
};

const shownSource = (origin: TemplateOrigin): string =>
  'url' in origin ? withoutQuery(origin.url) : 'file' in origin ? origin.file : "the stack's own template";

/** A template that was read, or why not. A failure is a failed check, not the end: others still have something to say. */
export interface TemplateReading {
  readonly loadedTemplate?: LoadedTemplate;
  readonly error?: Error;
}

/**
 * Reads and parses the template the user means; neither is there when none was given and nobody can be asked.
 * @param mayAsk whether a person at a terminal is asked for it
 */
export async function readTemplate(context: ReadingContext, mayAsk: boolean): Promise<TemplateReading> {
  const origin = await templateOrigin(context, mayAsk);
  return origin === undefined ? {} : readFrom(origin, context);
}

/** The same where it can be had without a question and without the stack; undefined where it cannot. */
export async function readGivenTemplate(context: ReadingContext): Promise<TemplateReading | undefined> {
  const origin = namedOrigin(context);
  return origin === undefined ? undefined : readFrom(origin, context);
}

const leftQuestion = (error: unknown): boolean =>
  error instanceof InstallError && error.exitCode === exitCodes.declined;

const readFrom = async (origin: TemplateOrigin, context: ReadingContext): Promise<TemplateReading> => {
  try {
    return { loadedTemplate: await load(origin, context) };
  } catch (error) {
    if (error instanceof Error && !leftQuestion(error) && !context.connection.signal.aborted)
      return { error };
    throw error;
  }
};

const load = async (origin: TemplateOrigin, context: ReadingContext): Promise<LoadedTemplate> => {
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
};
