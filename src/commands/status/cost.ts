import { linesOrUnknown, type StatusContext, type StatusLine } from './line.ts';

const tag = 'aws:cloudformation:stack-name';
/** The dearest services are named. */
const shown = 4;

const activate = `Nothing bears the stack's name there. In the account that pays, activate the cost allocation tag ${tag} (Billing, Cost allocation tags); costs from then on show a day later.`;

/** One request, which AWS charges for: never asked for again in the same run. */
export async function costLines(context: StatusContext, stackName: string): Promise<readonly StatusLine[]> {
  const { emit, workload } = context.connection;
  emit({ type: 'note', level: 'info', message: 'Cost Explorer charges USD 0.01 for this question.' });
  const line = { id: 'cost', title: 'Cost' } as const;
  return linesOrUnknown(context, line, async () => {
    const { total, currency, from, to, services } = await workload.cost(stackName);
    const period = `${from} to ${to}`;
    if (total === 0)
      return [{ ...line, status: 'unknown', value: `nothing found, ${period}`, message: activate }];
    const dearest = services.slice(0, shown).map(({ name, amount }) => `${name} ${amount.toFixed(2)}`);
    return [
      {
        ...line,
        status: 'ok',
        value: `${currency} ${total.toFixed(2)}, ${period}`,
        message: dearest.join(', '),
      },
    ];
  });
}
