import { bucketNameFault } from '../../../account/bucket-name.ts';
import type { Check, CheckInput, Fix } from '../../../core/check.ts';
import type { CheckId } from '../../../core/ids.ts';
import { isInstallError, type InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { ParameterKey, Values } from '../../../core/parameter.ts';
import type { Creator, Offer } from '../../../parameters/index.ts';
import { declinedCode } from '../errors.ts';
import { withBuckets, type ValueChecks } from './value-checks.ts';
import { applyFix, personAgrees, type Fixed } from './apply.ts';
import { checkInput } from '../run-checks.ts';
import { planned } from './recheck.ts';
import { awaitCertificate } from './certificate.ts';
import { wantsZone } from './zone.ts';
import type { MadeByFixes } from './made.ts';

const endingCodes: readonly number[] = [exitCodes.interrupted, exitCodes.stillRunning, exitCodes.noAccess];

/** Nothing may be done at all, or the person has left; one call that is denied is neither. */
const endsTheRun = ({ code, exitCode }: InstallError): boolean =>
  code === 'aws-denied' ? false : endingCodes.includes(exitCode) || isLeaving({ code, exitCode });

/** Left at the question, not a no to it: the whole conversation is. */
const isLeaving = ({ code, exitCode }: Pick<InstallError, 'code' | 'exitCode'>): boolean =>
  exitCode === exitCodes.declined && code !== declinedCode;

const supplied = (fix: Fix): readonly ParameterKey[] =>
  'template' in fix ? Object.keys(fix.provides?.parameters ?? {}) : (fix.supplies ?? []);

/** The fixes of the checks that judge values, offered where a value or a check wants them. */
export class Offers implements Creator {
  readonly #checks: ValueChecks;
  readonly #made: MadeByFixes;
  /** Whose fix was asked about on the way to another. */
  readonly #asked = new Set<CheckId>();

  constructor(checks: ValueChecks, made: MadeByFixes) {
    this.#checks = checks;
    this.#made = made;
  }

  async offers(values: Values, buckets?: readonly string[]): Promise<readonly Offer[]> {
    const input = this.#input(values, buckets);
    const fixable = this.#checks.checks.filter(({ fix }) => fix !== undefined);
    const offers = await Promise.all(fixable.map((check) => this.#offer(check, input)));
    return offers.flatMap((offer) => offer ?? []);
  }

  async make(
    offer: Offer,
    values: Values,
    buckets?: readonly string[],
  ): Promise<Readonly<Record<ParameterKey, string>> | undefined> {
    const check = this.#checks.checks.find(({ id }) => id === offer.id);
    if (check?.fixAfter !== undefined) await this.#makePlace(check.fixAfter, values, buckets);
    const fix = check && (await planned(check, this.#input(values, buckets)));
    return fix && this.#apply(fix);
  }

  async bucketName(): Promise<string> {
    const { context } = this.#checks.deployment;
    const { account } = await context.connection.facts.identity();
    const name = `${context.stackName.toLowerCase()}-data-${account}`;
    // A stack may be called what no bucket may.
    return bucketNameFault(name) === undefined ? name : `team-data-${account}`;
  }

  lookAgain(): void {
    this.#checks.deployment.context.connection.facts.refresh();
  }

  /** Where the records will be handed over anyway, or it was asked before, nothing is. */
  async #makePlace(id: CheckId, values: Values, buckets: readonly string[] | undefined): Promise<void> {
    const { context } = this.#checks.deployment;
    const before = this.#checks.checks.find((check) => check.id === id);
    const handedOver = ['print', 'none'].includes(context.settings.dnsMethod.value ?? '');
    if (before === undefined || handedOver || this.#asked.has(id)) return;
    const fix = await planned(before, this.#input(values, buckets));
    if (fix === undefined) return;
    this.#asked.add(id);
    if (await wantsZone(context, fix)) await this.#apply(fix);
  }

  #input(values: Values, buckets: readonly string[] | undefined): CheckInput {
    const { deployment } = this.#checks;
    return checkInput(withBuckets(deployment, buckets ?? deployment.target.buckets), values);
  }

  async #offer(check: Check, input: CheckInput): Promise<Offer | undefined> {
    const corrects = this.#checks.isFailing(check);
    const makesBucket = check.id === 's3.bucket';
    const fix = await planned(check, input);
    if (fix === undefined) return undefined;
    const supplies = supplied(fix).filter((key) => (input.values.get(key)?.value ?? '') === '');
    const advised = this.#checks.isWarning(check);
    if (!corrects && !makesBucket && !advised && supplies.length === 0) return undefined;
    return { id: check.id, title: fix.title, supplies, corrects, makesBucket, advised };
  }

  async #apply(fix: Fix): Promise<Readonly<Record<ParameterKey, string>> | undefined> {
    const { context } = this.#checks.deployment;
    const { connection } = context;
    try {
      const fixed = await applyFix(context, fix, personAgrees(context), this.#made.add);
      if (fixed.pendingCertificate !== undefined) await awaitCertificate(context, fixed.pendingCertificate);
      this.#use(fixed);
      return fixed.parameters ?? {};
    } catch (error) {
      if (!isInstallError(error) || endsTheRun(error)) throw error;
      this.#tell(error);
      return undefined;
    } finally {
      connection.facts.refresh();
    }
  }

  #tell(error: InstallError): void {
    const { emit } = this.#checks.deployment.context.connection;
    if (error.code === declinedCode) return emit({ type: 'note', level: 'info', message: error.message });
    emit({ type: 'note', level: 'warn', message: error.message, detail: [error.hint] });
  }

  /** What the run goes on with. */
  #use({ roleArn, delegation }: Fixed): void {
    const { deployment } = this.#checks;
    const { context, target } = deployment;
    if (roleArn !== undefined) this.#checks.use({ ...deployment, target: { ...target, roleArn } });
    if (delegation !== undefined)
      this.#checks.use({ ...deployment, context: { ...context, freshZone: true } });
  }
}
