import { partitionOf } from '../../core/partition.ts';

const pseudoNames = [
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
] as const;

export const isPseudo = (name: string): boolean => pseudoNames.some((known) => known === name);

export interface PseudoFields {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly notificationArns?: readonly string[];
}

/** Values of the pseudo parameters; the list of topics is joined by commas. */
export const pseudoParameters = (fields: PseudoFields): ReadonlyMap<string, string> =>
  new Map([
    ['AWS::AccountId', fields.account],
    ['AWS::NotificationARNs', (fields.notificationArns ?? []).join(',')],
    ['AWS::Partition', fields.partition],
    ['AWS::Region', fields.region],
    ['AWS::StackId', fields.stackId],
    ['AWS::StackName', fields.stackName],
    ['AWS::URLSuffix', partitionOf(fields.partition).dnsSuffix],
  ]);
