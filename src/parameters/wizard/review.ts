import type { Source } from '../../core/parameter.ts';
import type { TemplateParameter } from '../../core/template.ts';
import type { FillContext } from '../sources/fill.ts';
import type { ResolvePorts, ResolveRequest } from '../types.ts';
import { Agreement, type Ending, type ReviewStep } from './agreement.ts';
import type { Draft } from './draft.ts';
import { wantsToLeave } from './leave.ts';
import { Creations, bucketCreator } from './creations.ts';
import { Page } from './page.ts';
import { propose } from './propose.ts';
import { Questions } from './questions.ts';
import { LeftEmpty } from './question/types.ts';
import { ReviewState } from './state.ts';
import { TeamBucket } from './team-bucket.ts';

export type ReviewRequest = Pick<
  ResolveRequest,
  'stackName' | 'kind' | 'buckets' | 'judge' | 'offer' | 'creator'
>;

/** The conversation about values: everything proposed on one page, then what is left is asked, then it is agreed to. */
export class Review {
  readonly #state: ReviewState;
  readonly #request: ReviewRequest;
  readonly #ports: ResolvePorts;
  readonly #bucket: TeamBucket | undefined;
  readonly #page: Page;
  readonly #creations: Creations;
  readonly #questions: Questions;
  readonly #agreement: Agreement;

  constructor(draft: Draft, context: FillContext, request: ReviewRequest, ports: ResolvePorts) {
    this.#state = new ReviewState(draft, context);
    this.#request = request;
    this.#ports = ports;
    const { teamBucket } = context.product;
    if (teamBucket !== undefined && request.buckets !== undefined)
      this.#bucket = new TeamBucket(
        teamBucket,
        request.buckets,
        ports.facts,
        bucketCreator(request.creator, this.#state),
      );
    this.#page = new Page(this.#state, this.#bucket, request, ports);
    this.#creations = new Creations(this.#state, request.creator, () => this.#bucket?.chosen, ports);
    this.#questions = new Questions({
      state: this.#state,
      page: this.#page,
      creations: this.#creations,
      request,
      ports,
    });
    this.#agreement = new Agreement({
      state: this.#state,
      bucket: this.#bucket,
      page: this.#page,
      creations: this.#creations,
      questions: this.#questions,
      request,
      ports,
    });
  }

  /** The buckets agreed to; undefined where this product or command has none. */
  get buckets(): readonly string[] | undefined {
    return this.#bucket?.chosen;
  }

  /** Fills the draft; rejects as the prompter does when the person gives up. */
  async run(): Promise<Ending> {
    await this.#propose();
    await this.#bucket?.propose();
    await this.#page.tellAll();
    for (;;) {
      const step = await this.#step();
      if (step !== 'on') return step;
    }
  }

  #propose(): Promise<void> {
    return propose(this.#state, this.#request.stackName, this.#ports);
  }

  async #step(): Promise<ReviewStep> {
    const next = this.#questions.next();
    if (next !== undefined) return this.#makeOrAsk(next);
    if (this.#request.offer === false) return this.#agreedUnasked();
    if (this.#bucket?.isOpen === true) return this.#askBucket(this.#bucket);
    if ((await this.#bucket?.offerToMake()) === true || (await this.#creations.makeFixes()))
      return this.#afresh();
    await this.#page.tellRest();
    return this.#isAnswered() ? 'agreed' : this.#agreement.ask();
  }

  /** The account is another than it was when the values were judged. */
  #afresh(): 'on' {
    this.#page.forget();
    return 'on';
  }

  async #makeOrAsk(next: TemplateParameter): Promise<ReviewStep> {
    if (!(await this.#creations.makeFor(next))) return this.#ask(next);
    await this.#propose();
    return this.#afresh();
  }

  /** An upgrade whose every new value was just typed has nothing left to look over but the plan. */
  #isAnswered(): boolean {
    const known: readonly Source[] = ['stack', 'asked', 'flag', 'env', 'file'];
    const { values } = this.#state;
    return (
      this.#request.kind === 'update' &&
      this.#questions.hasAnswers &&
      this.#page.agrees &&
      [...values.values()].every(({ source }) => known.includes(source))
    );
  }

  /** `--yes` agrees to what was found as well as to the plan; what does not agree is still told. */
  async #agreedUnasked(): Promise<ReviewStep> {
    await this.#page.tellRest();
    return 'agreed';
  }

  async #ask(parameter: TemplateParameter): Promise<ReviewStep> {
    try {
      await this.#questions.ask(parameter);
      return 'on';
    } catch (error) {
      if (error instanceof LeftEmpty) return this.#offerToLeave(parameter);
      throw error;
    }
  }

  async #askBucket(bucket: TeamBucket): Promise<ReviewStep> {
    await this.#questions.askBucket(bucket);
    return 'on';
  }

  async #offerToLeave(parameter: TemplateParameter): Promise<ReviewStep> {
    return (await wantsToLeave(parameter, this.#ports.prompt)) ? 'left' : 'on';
  }
}
