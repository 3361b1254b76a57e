/** One piece of a `Fn::Sub` text: text as it is, or the name between `${` and `}`. */
export type SubPart = { readonly text: string } | { readonly name: string };

const variable = /\$\{([^{}]*)\}/g;

/** `${!Name}` is the way to write a literal `${Name}`. */
export function subParts(text: string): readonly SubPart[] {
  const parts: SubPart[] = [];
  let last = 0;
  for (const match of text.matchAll(variable)) {
    const name = match[1] ?? '';
    parts.push({ text: text.slice(last, match.index) });
    parts.push(name.startsWith('!') ? { text: `\${${name.slice(1)}}` } : { name: name.trim() });
    last = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(last) }].filter((part) => 'name' in part || part.text !== '');
}

/** Names CloudFormation takes between the braces: a Ref, a pseudo parameter, a `Resource.Attribute`. */
export const isVariableName = (name: string): boolean => /^[A-Za-z0-9_.:]+$/.test(name);
