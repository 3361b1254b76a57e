/** A CloudFormation template as data; `template/` makes it, everybody reads it. */

/** A template value after parsing: short forms (`!Ref`) are already in their long form (`{Ref: …}`). */
export type TemplateValue =
  null | boolean | number | string | readonly TemplateValue[] | { readonly [key: string]: TemplateValue };

export interface TemplateParameter {
  readonly key: string;
  /** CloudFormation's own type name, such as `String`, `List<AWS::EC2::Subnet::Id>`. */
  readonly type: string;
  readonly default?: string;
  readonly noEcho: boolean;
  readonly allowedValues?: readonly string[];
  /** A java.util.regex pattern that must match the whole value; untrusted text. */
  readonly allowedPattern?: string;
  readonly constraintDescription?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly description?: string;
  /** From `AWS::CloudFormation::Interface`. */
  readonly label?: string;
}

export interface ParameterGroup {
  readonly label?: string;
  readonly parameters: readonly string[];
}

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: { readonly [key: string]: TemplateValue };
  readonly condition?: string;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy?: string;
  readonly updateReplacePolicy?: string;
  readonly creationPolicy?: TemplateValue;
  readonly metadata?: TemplateValue;
}

/** An entry of the section `Rules`: what parameter values must fulfil together before anything is created. */
export interface TemplateRule {
  readonly name: string;
  /** Its assertions count only where this is true; absent: always. */
  readonly condition?: TemplateValue;
  readonly assertions: readonly TemplateAssertion[];
}

export interface TemplateAssertion {
  readonly assert: TemplateValue;
  /** The template author's own sentence (`AssertDescription`); untrusted text. */
  readonly description?: string;
}

export interface TemplateOutput {
  readonly key: string;
  readonly value: TemplateValue;
  readonly description?: string;
  readonly exportName?: TemplateValue;
  readonly condition?: string;
}

/** A key that its mapping has twice: the last one counts. Lines count from 1. */
export interface DuplicateKey {
  readonly key: string;
  readonly line: number;
  readonly earlier: number;
}

export interface Template {
  /** The text as read; what is sent to CloudFormation, never a re-serialised copy. */
  readonly text: string;
  readonly format: 'yaml' | 'json';
  readonly description?: string;
  readonly parameters: ReadonlyMap<string, TemplateParameter>;
  /** Groups in template order; parameters in no group come in a last group without a label. */
  readonly groups: readonly ParameterGroup[];
  readonly rules: ReadonlyMap<string, TemplateRule>;
  readonly mappings: { readonly [key: string]: TemplateValue };
  readonly conditions: ReadonlyMap<string, TemplateValue>;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly outputs: ReadonlyMap<string, TemplateOutput>;
  readonly transforms: readonly string[];
  readonly duplicateKeys: readonly DuplicateKey[];
  readonly metadata: { readonly [key: string]: TemplateValue };
}
