import type { InstallError } from '../core/errors.ts';
import type { ParameterKey, Values } from '../core/parameter.ts';
import type { Template } from '../core/template.ts';
import { enrichmentOf } from './enrichment.ts';
import { exampleOf } from './example.ts';
import { missing } from './errors.ts';
import { fill } from './fill.ts';
import { prepare, type Prepared } from './gather-values.ts';
import type { Settled, SettlePorts, SettleRequest } from './types.ts';
import { Sheet } from './value-reporter.ts';
import { warningsOf } from './rules/warnings.ts';
import { Wizard } from './wizard/wizard.ts';

const inOrder = (template: Template, problems: readonly InstallError[]): readonly InstallError[] => {
  const keys = [...template.parameters.keys()];
  const place = ({ parameter }: InstallError): number => keys.indexOf(parameter ?? '');
  return [...problems].sort((a, b) => place(a) - place(b));
};

const keysOf = (faults: Iterable<InstallError>): ReadonlySet<ParameterKey> =>
  new Set([...faults].flatMap(({ parameter }) => parameter ?? []));

const without = (values: Values, keys: ReadonlySet<ParameterKey>): Values =>
  new Map([...values].filter(([key]) => !keys.has(key)));

/** Everything that is missing, each with what would fit; what the account offers is an example, never taken. */
const missingOf = (
  { draft, ground }: Prepared,
  values: Values,
  faulty: ReadonlySet<ParameterKey>,
  ports: SettlePorts,
): Promise<readonly InstallError[]> => {
  const open = [...ground.template.parameters.values()].filter(
    ({ key }) => !values.has(key) && !faulty.has(key),
  );
  return Promise.all(
    open.map(async (parameter) =>
      missing(
        parameter,
        await exampleOf(parameter, fill(draft.fixed, ground), ground, ports),
        enrichmentOf(ground.product, parameter.key).mayBeEmpty,
      ),
    ),
  );
};

const settled = (
  { draft, carried, explicits, judged }: Prepared,
  values: Values,
  problems: readonly InstallError[],
): Settled => ({
  values,
  problems,
  added: carried.added,
  dropped: carried.dropped,
  warnings: warningsOf(explicits, judged),
  generated: [...draft.generated].map(([key, secretName]) => ({ key, secretName })),
  references: draft.references,
});

/** No one to ask: what is known, and all faults and gaps in one list. */
const settleAlone = async (
  prepared: Prepared,
  request: SettleRequest,
  ports: SettlePorts,
): Promise<Settled> => {
  const { draft, ground, judged, faults } = prepared;
  const filled = without(fill(draft.fixed, ground), new Set(draft.asked.keys()));
  // A default that does not fit is no fault where another value takes its place.
  const unfit = [...judged.faults].filter(([key]) => !ground.refused.has(key) || !filled.has(key));
  const wrong = [...faults, ...unfit.map(([, fault]) => fault)];
  const values = without(filled, keysOf(wrong));
  new Sheet(request.template, ports.emit).tell(values);
  const gaps = await missingOf(prepared, values, keysOf(wrong), ports);
  return settled(prepared, values, inOrder(request.template, [...wrong, ...gaps]));
};

/** A kept value that an update's template no longer takes is asked for anew. */
const askAnew = ({ draft, carried, judged }: Prepared, emit: SettlePorts['emit']): void => {
  for (const [key, value] of carried.values) {
    const fault = judged.faults.get(key);
    if (fault === undefined || draft.fixed.has(key) || draft.asked.has(key)) continue;
    emit({ type: 'note', level: 'warn', message: fault.message });
    draft.asked.set(key, value);
  }
};

const settleTogether = async (
  prepared: Prepared,
  request: SettleRequest,
  ports: SettlePorts,
): Promise<Settled> => {
  const { draft, ground } = prepared;
  askAnew(prepared, ports.emit);
  const { stackName, offer = true } = request;
  await new Wizard(draft, ground, { stackName, offer }, ports).run();
  return settled(prepared, fill(draft.fixed, ground), []);
};

/** Faults in what someone wrote down: asking around them would hide them. */
const written = ({ faults, judged, explicits }: Prepared): readonly InstallError[] => {
  const keys = new Set(explicits.flatMap((one) => (one.kind === 'value' ? [one.value.key] : [])));
  return [...faults, ...[...judged.faults].flatMap(([key, fault]) => (keys.has(key) ? [fault] : []))];
};

/**
 * Settles every parameter of the template in hand: flag > environment > answers file > running stack > derived >
 * template default > detected in the account > asked or generated. Writes nothing, anywhere.
 *
 * At a terminal, missing values are asked for once what is written down holds no fault; elsewhere nothing is asked,
 * nothing merely detected is used, and `problems` lists all that is missing or wrong.
 *
 * @throws what the prompter rejects with when the person gives up
 */
export const settleParameters = async (request: SettleRequest, ports: SettlePorts): Promise<Settled> => {
  const prepared = await prepare(request, ports);
  const asking = (request.ask ?? true) && ports.prompt.interactive;
  return asking && written(prepared).length === 0
    ? settleTogether(prepared, request, ports)
    : settleAlone(prepared, request, ports);
};
