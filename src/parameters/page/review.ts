import type { Choice } from '../../core/prompter.ts';
import type { Source } from '../../core/parameter.ts';
import type { TemplateParameter } from '../../core/template.ts';
import type { FillContext } from '../sources/fill.ts';
import type { Offer, ResolvePorts, ResolveRequest } from '../types.ts';
import { changeValue, explainValue } from './change.ts';
import type { Draft } from './draft.ts';
import { leaving, wantsToLeave } from './leaving.ts';
import { Makings, makingOfBucket } from './making.ts';
import { Page } from './page.ts';
import { propose } from './propose.ts';
import { Questions } from './questions.ts';
import { LeftEmpty } from './question/types.ts';
import { ReviewState } from './state.ts';
import { TeamBucket } from './team-bucket.ts';

/** How a review ends: agreed to, or saved to be gone on with another time. */
type Ending = 'agreed' | 'left';
type ReviewStep = Ending | 'on';

type PageChoice = 'go' | 'change' | 'show' | 'explain' | 'again' | 'leave' | `fix ${string}`;

export type ReviewRequest = Pick<
  ResolveRequest,
  'stackName' | 'kind' | 'buckets' | 'judge' | 'offer' | 'making'
>;

/** After so many rounds that changed nothing, leaving becomes what Enter does. */
const patience = 3;

const lookingAgain = {
  name: 'Look again',
  value: 'again',
  description: 'At the account, where somebody has changed something meanwhile.',
} as const;

/** The conversation about values: everything proposed on one page, then what is left is asked, then it is agreed to. */
export class Review {
  readonly #state: ReviewState;
  readonly #request: ReviewRequest;
  readonly #ports: ResolvePorts;
  readonly #bucket: TeamBucket | undefined;
  readonly #page: Page;
  readonly #makings: Makings;
  readonly #questions: Questions;
  #fruitless = 0;

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
        makingOfBucket(request.making, this.#state),
      );
    this.#page = new Page(this.#state, this.#bucket, request, ports);
    this.#makings = new Makings(this.#state, request.making, () => this.#bucket?.chosen, ports);
    this.#questions = new Questions({
      state: this.#state,
      page: this.#page,
      makings: this.#makings,
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
    if ((await this.#bucket?.offerToMake()) === true || (await this.#makings.makeFixes()))
      return this.#afresh();
    await this.#page.tellRest();
    return this.#isAnswered() ? 'agreed' : this.#agree();
  }

  /** The account is another than it was when the values were judged. */
  #afresh(): 'on' {
    this.#page.forget();
    return 'on';
  }

  async #makeOrAsk(next: TemplateParameter): Promise<ReviewStep> {
    if (!(await this.#makings.makeFor(next))) return this.#ask(next);
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

  async #agree(): Promise<ReviewStep> {
    const fixes = this.#page.agrees ? [] : await this.#makings.fixes();
    const advised = await this.#makings.advised();
    try {
      const choice = await this.#ports.prompt.select<PageChoice>({
        message: this.#page.agrees ? 'Go on with these values?' : 'Some values do not agree',
        canStepBack: this.#questions.hasAnswers,
        choices: [
          { name: 'Go on', value: 'go', description: 'To the plan, which is shown before anything is made.' },
          ...fixes.map(({ id, title }): Choice<PageChoice> => ({
            name: `Fix it: ${title}`,
            value: `fix ${id}`,
          })),
          { name: 'Change a value', value: 'change' },
          ...advised.map(({ id, title }): Choice<PageChoice> => ({ name: title, value: `fix ${id}` })),
          ...(this.#page.agrees ? [] : [lookingAgain]),
          { name: 'Show every value', value: 'show', description: 'With its label, defaults included.' },
          { name: 'Explain a value', value: 'explain' },
          leaving,
        ],
        default: this.#usual(),
      });
      if (choice === 'go') return 'agreed';
      if (choice === 'leave') return 'left';
      const fix = [...fixes, ...advised].find(({ id }) => choice === `fix ${id}`);
      await (fix === undefined ? this.#look(choice) : this.#fix(fix));
      return 'on';
    } catch (error) {
      this.#questions.back(error);
      return 'on';
    }
  }

  async #fix(offer: Offer): Promise<void> {
    if (!(await this.#makings.make(offer))) return;
    this.#page.forget();
    await this.#propose();
  }

  #look(choice: PageChoice): Promise<void> {
    switch (choice) {
      case 'change':
        return this.#change();
      case 'show':
        return this.#page.show();
      case 'explain':
        return explainValue(this.#page, this.#state, this.#ports);
      case 'again':
        return this.#lookAgain();
      default:
        return Promise.resolve();
    }
  }

  /** What somebody changed in the account meanwhile counts. */
  async #lookAgain(): Promise<void> {
    this.#request.making?.lookAgain();
    this.#page.forget();
    await this.#propose();
  }

  #usual(): PageChoice {
    if (this.#page.agrees) return 'go';
    return this.#fruitless >= patience ? 'leave' : 'change';
  }

  async #change(): Promise<void> {
    const { stackName } = this.#request;
    const options = { stackName, makings: this.#makings };
    const changed = await changeValue(this.#page, this.#state, this.#bucket, options, this.#ports);
    this.#fruitless = changed ? 0 : this.#fruitless + 1;
    if (!changed) return;
    this.#page.forget();
    await this.#propose();
    await this.#page.tellAll();
  }
}
