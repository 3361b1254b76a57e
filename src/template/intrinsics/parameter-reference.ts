import type { Template, TemplateValue } from '../../core/template.ts';

/** The parameter whose value a property takes as it is, behind any `Fn::If`; undefined where it is made otherwise. */
export function parameterTaken(
  value: TemplateValue | undefined,
  template: Pick<Template, 'parameters'>,
): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return undefined;
  for (const [name, given] of Object.entries(value)) {
    if (name === 'Ref' && typeof given === 'string' && template.parameters.has(given)) return given;
    const whole =
      name === 'Fn::Sub' && typeof given === 'string' ? /^\$\{(\w+)\}$/.exec(given)?.[1] : undefined;
    if (whole !== undefined && template.parameters.has(whole)) return whole;
    if (name === 'Fn::If' && Array.isArray(given))
      return given
        .slice(1)
        .map((one: TemplateValue) => parameterTaken(one, template))
        .find(Boolean);
  }
  return undefined;
}
