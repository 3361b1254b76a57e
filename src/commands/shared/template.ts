import { createHash } from 'node:crypto';
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

/** What a template is read with. */
interface ReadingContext {
  readonly session: Session;
  readonly connection: Connection;
  readonly settings: Settings;
  readonly stackName: string;
}

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const askTemplate = async ({ connection }: Pick<ReadingContext, 'connection'>): Promise<TemplateOrigin> => {
  const given = await connection.prompt.text({
    message: 'Template (the S3 https:// address from the vendor, or a file)',
    validate: (input) => input.trim() !== '' || 'Give the address from the email, or the path of the file.',
  });
  return /^https?:/i.test(given.trim()) ? { url: given.trim() } : { file: given.trim() };
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
  context: Pick<ReadingContext, 'session' | 'connection' | 'settings'>,
): Promise<TemplateOrigin | undefined> => {
  const { settings, connection } = context;
  const named = settings.template.value ?? namedOrigin(context);
  if (named !== undefined) return named;
  return connection.prompt.interactive ? askTemplate(context) : undefined;
};

const readText = async (
  origin: TemplateOrigin,
  { connection, stackName }: Pick<ReadingContext, 'connection' | 'stackName'>,
): Promise<string> => {
  if ('url' in origin) return connection.templates.read(origin.url);
  if ('file' in origin) return connection.files.read(origin.file);
  return connection.stacks.template(stackName);
};

const checkPin = (loadedTemplate: LoadedTemplate, origin: TemplateOrigin): LoadedTemplate => {
  const pin = 'url' in origin ? origin.sha256 : undefined;
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

/** Reads and parses the template the user means; neither is there when none was given and nobody can be asked. */
export async function readTemplate(context: ReadingContext): Promise<TemplateReading> {
  const origin = await templateOrigin(context);
  return origin === undefined ? {} : readFrom(origin, context);
}

/** The same where it can be had without a question and without the stack; undefined where it cannot. */
export async function readTemplateInHand(context: ReadingContext): Promise<TemplateReading | undefined> {
  const origin = namedOrigin(context);
  return origin === undefined ? undefined : readFrom(origin, context);
}

const readFrom = async (origin: TemplateOrigin, context: ReadingContext): Promise<TemplateReading> => {
  try {
    return { loadedTemplate: await load(origin, context) };
  } catch (error) {
    if (error instanceof Error && !context.connection.signal.aborted) return { error };
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
