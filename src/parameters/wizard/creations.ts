import type { ParameterKey } from '../../core/parameter.ts';
import type { TemplateParameter } from '../../core/template.ts';
import { pickerOf } from '../enrichment.ts';
import type { Creator, Offer, ResolvePorts } from '../types.ts';
import { picked } from './propose.ts';
import type { ReviewState } from './state.ts';
import type { BucketCreator } from './team-bucket.ts';

/** The bucket agreed to so far, which offers are judged with. */
type ChosenBuckets = () => readonly string[] | undefined;

/** What the account lacks, offered to be made; each thing once by itself, later on where somebody asks for it. */
export class Creations {
  readonly #state: ReviewState;
  readonly #creator: Creator | undefined;
  readonly #buckets: ChosenBuckets;
  readonly #ports: ResolvePorts;
  readonly #offered = new Set<string>();

  constructor(state: ReviewState, creator: Creator | undefined, buckets: ChosenBuckets, ports: ResolvePorts) {
    this.#state = state;
    this.#creator = creator;
    this.#buckets = buckets;
    this.#ports = ports;
  }

  /** What would give this parameter a value. */
  async offerFor(key: ParameterKey): Promise<Offer | undefined> {
    return (await this.#offers()).find(({ supplies }) => supplies.includes(key));
  }

  /** What stands in the way and can be made. */
  async fixes(): Promise<readonly Offer[]> {
    return (await this.#offers()).filter(({ corrects }) => corrects);
  }

  /** What is only better made: for whoever looks for it. */
  async advised(): Promise<readonly Offer[]> {
    return (await this.#offers()).filter(({ corrects, advised }) => advised && !corrects);
  }

  /** Before a question that nothing in the account answers. @returns whether it was made */
  async makeFor(parameter: TemplateParameter): Promise<boolean> {
    if (this.#creator === undefined || !(await this.#lacks(parameter))) return false;
    const offer = await this.offerFor(parameter.key);
    return offer !== undefined && this.#makeOnce(offer);
  }

  /** Before the page is agreed to. @returns whether anything was made */
  async makeFixes(): Promise<boolean> {
    let made = false;
    for (const offer of await this.fixes()) made = (await this.#makeOnce(offer)) || made;
    return made;
  }

  /** @returns whether it was made; its results are the values now */
  async make(offer: Offer): Promise<boolean> {
    this.#offered.add(offer.id);
    const values = await this.#creator?.make(offer, this.#state.values, this.#buckets());
    if (values === undefined) return false;
    // Agreed to, so it stays as an answer does; what was merely found is forgotten with the next answer.
    for (const [key, value] of Object.entries(values))
      if (offer.supplies.includes(key)) this.#state.give({ key, value, source: 'asked', secret: false });
    return true;
  }

  async #makeOnce(offer: Offer): Promise<boolean> {
    return this.#offered.has(offer.id) ? false : this.make(offer);
  }

  async #offers(): Promise<readonly Offer[]> {
    return (await this.#creator?.offers(this.#state.values, this.#buckets())) ?? [];
  }

  async #lacks(parameter: TemplateParameter): Promise<boolean> {
    if (pickerOf(this.#state.context.product, parameter) === undefined) return false;
    const found = await picked(this.#state, parameter, this.#ports);
    return found.kind === 'none' || (found.kind === 'pick' && found.pick.lacking === true);
  }
}

/** A team bucket is made by the fix of the check that misses it. */
export const bucketCreator = (creator: Creator | undefined, state: ReviewState): BucketCreator | undefined =>
  creator && {
    name: () => creator.bucketName(),
    make: async (name) => {
      const offers = await creator.offers(state.values, [name]);
      const offer = offers.find(({ makesBucket }) => makesBucket);
      return offer !== undefined && (await creator.make(offer, state.values, [name])) !== undefined;
    },
  };
