/**
 * What the service specification says of the properties inside a resource type's properties: the definitions of
 * structures that lead to an enumeration. A word is `Name=a|b` for one of these values, `Name>Other` for a structure
 * of that definition (`Name>` of its own name), `{}` before either for a map of them; lists go without saying. A
 * definition is its name and its words, parted by spaces, and definitions are parted by `;`.
 */

/**
 * Enumerations that AWS goes beyond, by the definition's property; each is as incomplete in the specification as in the
 * type's registered schema, or is read without regard to case.
 */
const incomplete = new Set([]);

const fits = (values) => values.length > 0 && values.every((value) => /^[^\s"|;\\]+$/.test(value));

/** The structure or the values that a property leads to, through lists and at most one map. */
const target = (type, isMap = false) => {
  if (type.type === 'array') return target(type.element, isMap);
  if (type.type === 'map') return isMap ? undefined : target(type.element, true);
  const values = (type.allowedValues ?? []).map(String);
  if (fits(values)) return { values, isMap };
  return type.type === 'ref' ? { reference: type.reference.$ref, isMap } : undefined;
};

const byName = (properties) => Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));

/** @returns of a resource type: each property's suffix, and its definitions */
export const nestedProperties = (specification, resource) => {
  const definitions = new Map();
  const definition = (id) => specification.get('typeDefinition', id);
  const targets = (properties, owner) =>
    byName(properties).flatMap(([name, { type }]) => {
      const found = incomplete.has(`${owner}.${name}`) ? undefined : target(type);
      return found === undefined ? [] : [[name, found]];
    });
  const visit = (id) => {
    if (definitions.has(id)) return;
    const { name, properties } = definition(id);
    const own = targets(properties, `${resource.cloudFormationType}.${name}`);
    definitions.set(id, own);
    for (const [, { reference }] of own) if (reference !== undefined) visit(reference);
  };
  const first = targets(resource.properties, resource.cloudFormationType);
  for (const [, { reference }] of first) if (reference !== undefined) visit(reference);

  const leads = new Set();
  const isUseful = ({ values, reference }) => values !== undefined || leads.has(reference);
  for (let before = -1; before < leads.size;) {
    before = leads.size;
    for (const [id, own] of definitions) if (own.some(([, to]) => isUseful(to))) leads.add(id);
  }

  const suffix = (name, { values, reference, isMap }) => {
    const to = values === undefined ? definition(reference).name : values.join('|');
    return `${isMap ? '{}' : ''}${values === undefined ? `>${to === name ? '' : to}` : `=${to}`}`;
  };
  const words = (own) =>
    own.filter(([, to]) => isUseful(to)).map(([name, to]) => `${name}${suffix(name, to)}`);
  return {
    suffixes: Object.fromEntries(
      first.filter(([, to]) => isUseful(to)).map(([name, to]) => [name, suffix(name, to)]),
    ),
    definitions: [...definitions]
      .filter(([id]) => leads.has(id))
      .map(([id, own]) => [definition(id).name, ...words(own)].join(' '))
      .sort()
      .join(';'),
  };
};
