import type { PageEvent, PageRow } from '../../core/page-event.ts';
import type { ParameterKey, Values } from '../../core/parameter.ts';
import type { Choice } from '../../core/ports.ts';
import type { Finding, ResolvePorts, ResolveRequest } from '../types.ts';
import { productFindings } from '../rules/product-rules.ts';
import { brokenAssertions, pageFinding } from './findings.ts';
import { groupsOf, rowLine } from './rows.ts';
import type { ReviewState } from './state.ts';
import type { TeamBucket } from './team-bucket.ts';

const signature = ({ value, source, remark }: PageRow): string => JSON.stringify([value, source, remark]);

/** All values as they are told: whole after a change, else only what is new. */
export class Page {
  readonly #state: ReviewState;
  readonly #bucket: TeamBucket | undefined;
  readonly #request: Pick<ResolveRequest, 'kind' | 'judge' | 'stackName'>;
  readonly #ports: ResolvePorts;
  readonly #shown = new Map<ParameterKey, string>();
  readonly #answered = new Set<ParameterKey>();
  #findings: readonly Finding[] = [];
  #judged: Values | undefined;
  #shownFindings = '[]';

  constructor(
    state: ReviewState,
    bucket: TeamBucket | undefined,
    request: Pick<ResolveRequest, 'kind' | 'judge' | 'stackName'>,
    ports: ResolvePorts,
  ) {
    this.#state = state;
    this.#bucket = bucket;
    this.#request = request;
    this.#ports = ports;
  }

  /** Nothing that was found out speaks against going on. */
  get agrees(): boolean {
    return this.#findings.every(({ status }) => status !== 'fail');
  }

  /** What was judged may have changed in the account. */
  forget(): void {
    this.#judged = undefined;
  }

  /** Stands on the screen already, in the line of its question. */
  answered(key: ParameterKey): void {
    this.#answered.add(key);
  }

  async tellAll(): Promise<void> {
    const groups = await this.#groups();
    await this.#judge();
    this.#emit(groups);
    this.#remember(groups);
  }

  /** Each value with its label, as somebody asked to see. */
  async show(): Promise<void> {
    this.#emit(await this.#groups(), { whole: true });
  }

  /** What followed from the answers, and what does not agree; nothing, where all of it was told. */
  async tellRest(): Promise<void> {
    const all = await this.#groups();
    const groups = all.flatMap((group): PageEvent['groups'][number][] => {
      const rows = group.rows.filter((row) => this.#isNews(row));
      return rows.length === 0 ? [] : [{ ...group, rows }];
    });
    await this.#judge();
    if (groups.length > 0 || JSON.stringify(this.#findings) !== this.#shownFindings)
      this.#emit(groups, { partial: true });
    this.#remember(all);
  }

  /** Every value, those that do not agree first. */
  async choices(): Promise<readonly Choice<ParameterKey>[]> {
    const suspects = this.#findings.flatMap(({ parameters }) => parameters);
    const groups = await this.#groups();
    const choices = groups.flatMap(({ label, rows }) =>
      rows.map((row) => ({ name: rowLine(row), value: row.key, description: label })),
    );
    const isSuspect = ({ value }: Choice<ParameterKey>): boolean => suspects.includes(value);
    return [...choices.filter(isSuspect), ...choices.filter((choice) => !isSuspect(choice))];
  }

  #isNews(row: PageRow): boolean {
    return this.#shown.get(row.key) !== signature(row) && !this.#answered.has(row.key);
  }

  async #groups(): Promise<PageEvent['groups']> {
    const groups = await groupsOf(this.#state, this.#ports);
    return this.#bucket === undefined
      ? groups
      : [...groups, { label: this.#bucket.label, rows: [this.#bucket.row()] }];
  }

  /** What is not there yet is nobody's fault: rules and checks that need it wait. */
  async #judge(): Promise<void> {
    const { values, context } = this.#state;
    if (values === this.#judged) return;
    this.#judged = values;
    this.#findings = [
      ...productFindings(context.product, context.template, values),
      ...(await brokenAssertions(context.template, values, this.#request.stackName, this.#ports)),
      ...((await this.#request.judge?.(values, this.#bucket?.chosen)) ?? []),
    ];
  }

  #remember(groups: PageEvent['groups']): void {
    for (const row of groups.flatMap(({ rows }) => rows)) this.#shown.set(row.key, signature(row));
    this.#answered.clear();
    this.#shownFindings = JSON.stringify(this.#findings);
  }

  #emit(groups: PageEvent['groups'], part: Pick<PageEvent, 'partial' | 'whole'> = {}): void {
    const { template } = this.#state.context;
    this.#ports.emit({
      type: 'page',
      kind: this.#request.kind,
      groups,
      findings: this.#findings.map((finding) => pageFinding(finding, template)),
      ...part,
    });
  }
}
