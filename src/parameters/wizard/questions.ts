import type { ParameterKey } from '../../core/parameter.ts';
import { SteppedBack } from '../../core/prompter.ts';
import type { TemplateParameter } from '../../core/template.ts';
import type { ResolvePorts, ResolveRequest } from '../types.ts';
import type { Creations } from './creations.ts';
import type { Page } from './page.ts';
import { propose } from './propose.ts';
import { askFor } from './question/ask-for.ts';
import type { ReviewState } from './state.ts';
import type { TeamBucket } from './team-bucket.ts';

interface QuestionsContext {
  readonly state: ReviewState;
  readonly page: Page;
  readonly creations: Creations;
  readonly request: Pick<ResolveRequest, 'stackName'>;
  readonly ports: ResolvePorts;
}

/** What is missing, asked one by one, with a way back to the question before. */
export class Questions {
  readonly #context: QuestionsContext;
  readonly #answered: ParameterKey[] = [];
  #again: ParameterKey | undefined;

  constructor(context: QuestionsContext) {
    this.#context = context;
  }

  get hasAnswers(): boolean {
    return this.#answered.length > 0;
  }

  next(): TemplateParameter | undefined {
    const { state } = this.#context;
    const again = this.#again;
    this.#again = undefined;
    return again === undefined ? state.next() : state.context.template.parameters.get(again);
  }

  /** @throws LeftEmpty */
  async ask(parameter: TemplateParameter): Promise<void> {
    const { state, page, creations, request, ports } = this.#context;
    try {
      await askFor(state, parameter, { ...request, canStepBack: this.hasAnswers, creations }, ports);
      this.#answered.push(parameter.key);
      await propose(state, request.stackName, ports);
      page.answered(parameter.key);
    } catch (error) {
      this.back(error);
    }
  }

  async askBucket(bucket: TeamBucket): Promise<void> {
    const { page, ports } = this.#context;
    try {
      await bucket.ask(ports.prompt, this.hasAnswers);
      page.answered('');
      page.forget();
    } catch (error) {
      this.back(error);
    }
  }

  /** @throws what is no step back */
  back(error: unknown): void {
    const key = error instanceof SteppedBack ? this.#answered.pop() : undefined;
    if (key === undefined) throw error;
    this.#context.state.reopen(key);
    this.#again = key;
  }
}
