import type { Ports } from '../../../core/ports.ts';
import type { Enrichment, Picker } from '../../../core/product.ts';
import type { TemplateParameter } from '../../../core/template.ts';

/** The person has left a needed value empty again and again. */
export class LeftEmpty extends Error {}

export interface Question {
  readonly parameter: TemplateParameter;
  readonly enrichment: Enrichment;
  readonly picker?: Picker;
  /** Masked, because NoEcho or because `@prompt` says so. */
  readonly secret: boolean;
  /** Made up by whoever types it, unlike one that was given to them. */
  readonly invented: boolean;
  /** Makes of what is typed what was meant. */
  readonly clean: (input: string) => string;
  /** What stands there now, proposed again. */
  readonly before?: string;
  /** All there is to say about it, on request. */
  readonly explain: string;
  readonly canStepBack: boolean;
}

export type AskPorts = Pick<Ports, 'prompt' | 'facts' | 'clock' | 'emit'>;
