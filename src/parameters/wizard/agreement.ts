import type { Offer, ResolvePorts, ResolveRequest } from '../types.ts';
import { changeValue, explainValue } from './change.ts';
import type { Creations } from './creations.ts';
import { pageMenu, type PageChoice } from './menu.ts';
import type { Page } from './page.ts';
import { propose } from './propose.ts';
import type { Questions } from './questions.ts';
import type { ReviewState } from './state.ts';
import type { TeamBucket } from './team-bucket.ts';

/** How a review ends: agreed to, or saved to be gone on with another time. */
export type Ending = 'agreed' | 'left';
export type ReviewStep = Ending | 'on';

interface AgreementContext {
  readonly state: ReviewState;
  readonly bucket?: TeamBucket;
  readonly page: Page;
  readonly creations: Creations;
  readonly questions: Questions;
  readonly request: Pick<ResolveRequest, 'stackName' | 'creator'>;
  readonly ports: ResolvePorts;
}

/** After so many rounds that changed nothing, leaving becomes what Enter does. */
const patience = 3;

/** What somebody does about a page that has every value. */
export class Agreement {
  readonly #context: AgreementContext;
  #fruitless = 0;

  constructor(context: AgreementContext) {
    this.#context = context;
  }

  /** The page as it stands: agreed to, looked at again, changed, or left. */
  async ask(): Promise<ReviewStep> {
    const { page, creations, questions, ports } = this.#context;
    const fixes = page.agrees ? [] : await creations.fixes();
    const advised = await creations.advised();
    try {
      const choice = await ports.prompt.select(
        pageMenu({
          agrees: page.agrees,
          canStepBack: questions.hasAnswers,
          fixes,
          advised,
          usual: this.#usual(),
        }),
      );
      if (choice === 'go') return 'agreed';
      if (choice === 'leave') return 'left';
      const fix = [...fixes, ...advised].find(({ id }) => choice === `fix ${id}`);
      await (fix === undefined ? this.#look(choice) : this.#fix(fix));
      return 'on';
    } catch (error) {
      questions.back(error);
      return 'on';
    }
  }

  #usual(): PageChoice {
    if (this.#context.page.agrees) return 'go';
    return this.#fruitless >= patience ? 'leave' : 'change';
  }

  async #fix(offer: Offer): Promise<void> {
    if (await this.#context.creations.make(offer)) await this.#afresh();
  }

  /** Every value is judged anew, and what is open proposed. */
  #afresh(): Promise<void> {
    const { state, page, request, ports } = this.#context;
    page.forget();
    return propose(state, request.stackName, ports);
  }

  #look(choice: PageChoice): Promise<void> {
    const { state, bucket, page, ports } = this.#context;
    switch (choice) {
      case 'change':
        return this.#change();
      case 'show':
        return page.show();
      case 'explain':
        return explainValue(page, state, bucket, ports);
      case 'again':
        return this.#lookAgain();
      default:
        return Promise.resolve();
    }
  }

  /** What somebody changed in the account meanwhile counts. */
  #lookAgain(): Promise<void> {
    this.#context.request.creator?.lookAgain();
    return this.#afresh();
  }

  async #change(): Promise<void> {
    const { state, bucket, page, creations, request, ports } = this.#context;
    const options = { stackName: request.stackName, creations };
    const changed = await changeValue(page, state, bucket, options, ports);
    this.#fruitless = changed ? 0 : this.#fruitless + 1;
    if (!changed) return;
    await this.#afresh();
    await page.tellAll();
  }
}
