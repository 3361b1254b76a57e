import { bucketNameFault } from '../../account/bucket-name.ts';
import type { Facts } from '../../core/facts-port.ts';
import type { PageRow } from '../../core/page-event.ts';
import type { Source } from '../../core/parameter.ts';
import type { Prompter } from '../../core/ports.ts';
import type { Product } from '../../core/product.ts';
import { shortText } from '../../core/text.ts';
import type { ResolveRequest } from '../types.ts';

/** With more buckets than this, looking at each would take longer than naming one. */
const mostLookedAt = 25;

/** Buckets that AWS's own tools and this one keep their files in. */
const forTools = /^(cf-templates-|cdk-|aws-|elasticbeanstalk-|quilt-install-)/;

interface MarkedBucket {
  readonly name: string;
  readonly marks: readonly string[];
  /** Nothing on it would have to be changed first. */
  readonly clean: boolean;
}

const marked = async (name: string, facts: Facts): Promise<MarkedBucket> => {
  const [state, notifications, versioning, encryption] = await Promise.all([
    facts.bucket(name),
    facts.bucketNotifications(name),
    facts.bucketVersioning(name),
    facts.bucketEncryption(name),
  ]);
  const here = state.state === 'ours' && state.region === facts.region;
  // EventBridge takes every event and is in nobody's way.
  const kinds = notifications.map(({ kind }) => kind).filter((kind) => kind !== 'eventbridge');
  const attached = [...new Set(kinds)];
  return {
    name,
    marks: [
      here ? '' : state.state === 'ours' ? `in ${state.region}` : 'not yours to read',
      attached.length === 0 ? 'nothing attached' : `notifies a ${attached.join(' and a ')}`,
      versioning === 'Enabled' ? 'versioned' : 'not versioned',
      encryption?.keyId === undefined ? '' : 'own key',
    ].filter((mark) => mark !== ''),
    clean: here && attached.length === 0 && encryption?.keyId === undefined,
  };
};

/** Every bucket that may hold team data; what cannot be read has no marks. */
async function markedBuckets(facts: Facts): Promise<readonly MarkedBucket[]> {
  const [names, trails] = await Promise.all([facts.buckets(), facts.trails().catch(() => [])]);
  const logs = trails.map(({ bucket }) => bucket);
  const eligible = names.filter((name) => !logs.includes(name) && !forTools.test(name));
  const unread = (name: string): MarkedBucket => ({ name, marks: [], clean: false });
  if (eligible.length > mostLookedAt) return eligible.map(unread);
  return Promise.all(eligible.map((name) => marked(name, facts).catch(() => unread(name))));
}

/** How a bucket is made where there is none that suits. */
export interface BucketCreator {
  /** One that may be had. */
  name(): Promise<string>;
  /** @returns whether it is there now */
  make(name: string): Promise<boolean>;
}

/** No bucket is called so. */
const toBeMade = '\u0000made';

/** Which bucket of theirs people will find in the product: no parameter, yet part of what is looked over. */
export class TeamBucket {
  readonly #about: NonNullable<Product['teamBucket']>;
  readonly #facts: Facts;
  readonly #creator: BucketCreator | undefined;
  #found: readonly MarkedBucket[] = [];
  #chosen: readonly string[];
  #source: Source | undefined;
  #open = false;
  #mayMake = false;

  constructor(
    about: NonNullable<Product['teamBucket']>,
    given: NonNullable<ResolveRequest['buckets']>,
    facts: Facts,
    creator?: BucketCreator,
  ) {
    this.#about = about;
    this.#facts = facts;
    this.#creator = creator;
    this.#chosen = given.names;
    this.#source = given.names.length > 0 ? given.source : undefined;
  }

  get chosen(): readonly string[] {
    return this.#chosen;
  }

  get label(): string {
    return this.#about.label;
  }

  /** What the product does with it. */
  get explanation(): string {
    return this.#about.explain;
  }

  /** Several would do: it is a person's to say. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** The one clean bucket there is. */
  async propose(): Promise<void> {
    if (this.#chosen.length > 0) return;
    const found = await markedBuckets(this.#facts).catch(() => undefined);
    this.#found = found ?? [];
    this.#mayMake = found?.length === 0;
    const clean = this.#found.filter((one) => one.clean);
    if (clean.length !== 1) this.#open = this.#found.length > 0;
    else
      this.#take(
        clean.map(({ name }) => name),
        'detected',
      );
  }

  /** In an account without a bucket, once. @returns whether one was made */
  async offerToMake(): Promise<boolean> {
    if (!this.#mayMake || this.#creator === undefined) return false;
    this.#mayMake = false;
    return this.#make(await this.#creator.name(), this.#creator);
  }

  async #make(name: string, creator: BucketCreator): Promise<boolean> {
    if (!(await creator.make(name))) return false;
    this.#take([name], 'asked');
    return true;
  }

  row(): PageRow {
    const { label } = this;
    const [name] = this.#chosen;
    if (name === undefined) return { key: '', label, value: 'none yet; it can be added later' };
    const found = this.#found.find((one) => one.name === name);
    return {
      key: '',
      label,
      value: this.#chosen.map((one) => shortText(one)).join(', '),
      source: this.#source,
      remark: this.#chosen.length === 1 ? found?.marks.join(', ') : undefined,
    };
  }

  async ask(prompt: Prompter, canStepBack: boolean): Promise<void> {
    if (this.#found.length === 0) this.#found = await markedBuckets(this.#facts).catch(() => []);
    const later = '';
    const name = await prompt.select({
      message: this.#about.label,
      hint: this.#about.explain,
      explain: this.#about.explain,
      canStepBack,
      choices: [
        ...this.#found.map((one) => ({
          name: [shortText(one.name), one.marks.join(', ')].filter((part) => part !== '').join('  '),
          value: one.name,
        })),
        ...(this.#creator === undefined
          ? []
          : [{ name: 'Make one', value: toBeMade, description: 'Private, encrypted, versioned.' }]),
        { name: 'Later', value: later, description: 'The stack needs none; it is added in the product.' },
      ],
      default: this.#chosen[0] ?? later,
    });
    if (name === toBeMade && this.#creator !== undefined) return this.#makeNamed(prompt, this.#creator);
    this.#take(name === later ? [] : [name], 'asked');
  }

  async #makeNamed(prompt: Prompter, creator: BucketCreator): Promise<void> {
    const name = await prompt.text({
      message: 'Name of the new bucket',
      canStepBack: true,
      default: await creator.name(),
      validate: (text) => {
        const fault = bucketNameFault(text);
        return fault === undefined ? true : `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`;
      },
    });
    await this.#make(name, creator);
  }

  #take(names: readonly string[], source: Source): void {
    this.#chosen = names;
    this.#source = source;
    this.#open = false;
  }
}
