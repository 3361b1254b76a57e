const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that may be put into a page as it is. Only this file makes any, so no text gets past `escape`. */
export class Markup {
  constructor(readonly html: string) {}
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

export type Content = Markup | string | number | undefined | readonly Content[];

const written = (content: Content): string => {
  if (content === undefined) return '';
  if (content instanceof Markup) return content.html;
  return typeof content === 'object' ? content.map(written).join('') : escape(String(content));
};

/** What is put into the template is text, and escaped, unless it is markup made by another. Attributes need quotes. */
export const markup = (fixed: TemplateStringsArray, ...given: readonly Content[]): Markup =>
  new Markup(fixed.map((part, at) => part + written(given[at])).join(''));
