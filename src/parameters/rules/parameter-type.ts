import { awsTypeOf, isListType, isSsmType, listItems } from '../../template/parameters/types.ts';

/** What a parameter's value is made of. */
export interface ParameterType {
  readonly list: boolean;
  readonly number: boolean;
  /** Type of an item that names something in the account: `AWS::EC2::Subnet::Id`, `AWS::SSM::Parameter::Name`. */
  readonly aws?: string;
}

/** @param type CloudFormation's own name for it. */
export function readType(type: string): ParameterType {
  // Constraints of SSM types judge the name that is given, never what is stored under it.
  if (isSsmType(type)) return { list: false, number: false, aws: 'AWS::SSM::Parameter::Name' };
  const aws = awsTypeOf(type);
  return {
    list: isListType(type),
    number: type === 'Number' || type === 'List<Number>',
    aws,
  };
}

/** What constraints are tested on: the items of a list (none in an empty text), else the value itself. */
export function itemsOf(type: ParameterType, value: string): readonly string[] {
  if (!type.list) return [value];
  return value === '' ? [] : listItems(value);
}
