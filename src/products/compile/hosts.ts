import { pastedHost } from '../../account/host.ts';
import { known } from '../../core/parameter.ts';
import type { Listener, Product, ProductScope } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';
import type { Expression, ListenerEntry, ProductFile } from '../file/product-file.ts';
import { parametersNamed } from './references.ts';
import type { Evaluate } from './scope.ts';

/** The host names that expressions come out as, each once; what is not known yet is left out. */
export function hostNames(
  expressions: readonly Expression[],
  evaluate: Evaluate,
  scope: ProductScope,
): readonly string[] {
  const evaluation = evaluate(scope);
  const names = expressions.map((expression) => pastedHost(evaluation.text(expression) ?? ''));
  return [...new Set(names.filter((name) => name !== ''))];
}

const present = (key: string, template: Template | undefined): boolean =>
  template === undefined || template.parameters.has(key);

/** The parameter whose certificate serves a listener: its own, or the one it falls back to while that is empty. */
const serving = (entry: ListenerEntry, { values, template }: ProductScope): string => {
  const { certificate, otherwise } = entry;
  if (otherwise === undefined) return certificate;
  if (!present(certificate, template)) return otherwise;
  // A kept value that cannot be read back is there all the same.
  if (values?.get(certificate)?.usePrevious === true && values.get(certificate)?.secret === true)
    return certificate;
  return (values === undefined ? '' : (known(values, certificate) ?? '')).trim() === ''
    ? otherwise
    : certificate;
};

const listenersOf = (
  entries: readonly ListenerEntry[],
  evaluate: Evaluate,
  scope: ProductScope,
): readonly Listener[] => {
  const hosts = new Map<string, readonly string[]>();
  for (const entry of entries) {
    const certificate = serving(entry, scope);
    const names = hostNames(entry.hosts, evaluate, scope);
    hosts.set(certificate, [...new Set([...(hosts.get(certificate) ?? []), ...names])]);
  }
  return [...hosts].map(([certificate, names]) => ({ certificate, hosts: names }));
};

export function hostsOf(
  file: ProductFile,
  evaluate: Evaluate,
): Pick<Product, 'hosts' | 'hostParameters' | 'certificateParameters' | 'listeners'> {
  const { listeners = [], hosts = [] } = file;
  const all = [...hosts, ...listeners.flatMap((entry) => entry.hosts)];
  const certificates = [...new Set(listeners.map(({ certificate }) => certificate))];
  return {
    hosts: (scope) => hostNames(all, evaluate, scope),
    hostParameters: file.hostParameters ?? parametersNamed(all),
    certificateParameters: (template) =>
      template === undefined
        ? certificates.slice(0, 1)
        : certificates.filter((key) => template.parameters.has(key)),
    listeners: (scope) => listenersOf(listeners, evaluate, scope),
  };
}
