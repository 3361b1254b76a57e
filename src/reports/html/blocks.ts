import { markup, type Content, type Markup } from './markup.ts';

export const section = (title: string, content: Content): Markup => markup`<section><h2>${title}</h2>
${content}
</section>
`;

export const table = (heads: readonly string[], rows: readonly Content[]): Markup =>
  markup`<table><thead><tr>${heads.map((head) => markup`<th>${head}</th>`)}</tr></thead><tbody>
${rows}</tbody></table>`;

export const row = (cells: readonly Content[], kind = ''): Markup =>
  markup`<tr class="${kind}">${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>
`;
