import type { TemplateResource } from '../../../core/template.ts';
import { actionNeeds } from '../../../template/index.ts';

/** Services whose name in `kms:ViaService` is not that of their resource types. */
const viaNames: Readonly<Record<string, string>> = {
  Elasticsearch: 'es',
  KinesisFirehose: 'firehose',
  OpenSearchService: 'es',
};

const viaName = (type: string): string => {
  const service = type.split('::')[1] ?? '';
  return viaNames[service] ?? service.toLowerCase();
};

/** Through which services an action on a key is called: those it is written down for, else all that AWS lists it for. */
export const viaServices =
  (resources: readonly TemplateResource[]) =>
  (action: string): readonly string[] => {
    const rows = resources.flatMap(({ type }) =>
      (actionNeeds(type) ?? [])
        .filter(({ actions }) => actions.includes(action))
        .map(({ purpose }) => ({ type, byHand: purpose !== 'do what AWS lists for its type' })),
    );
    const chosen = rows.some(({ byHand }) => byHand) ? rows.filter(({ byHand }) => byHand) : rows;
    return [...new Set(chosen.map(({ type }) => viaName(type)))].filter((name) => name !== 'kms').sort();
  };
