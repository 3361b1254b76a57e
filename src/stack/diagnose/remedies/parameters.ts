import { commandLine } from '../../../core/command-line.ts';
import { shortText } from '../../../core/text.ts';
import { commandOn } from '../../../products/index.ts';
import { again, type Remedy } from './remedy.ts';

/** A name may hold blanks and be 255 characters long. */
const alarmHistory = (name: string): string =>
  commandLine(['aws', 'cloudwatch', 'describe-alarm-history', '--alarm-name', shortText(name, 255)]);

/** Values and templates that CloudFormation itself does not accept, before or instead of any resource. */
export const parameterRemedies: readonly Remedy[] = [
  {
    match: /parameter value (.*?) for parameter name (\w+) does not exist/,
    meaning: (_, groups) =>
      `${shortText(groups[1] ?? 'a parameter', 80)} is set to ${shortText(groups[0] ?? '', 80) || 'nothing'}, which is not in this account and region, or may not be looked up there`,
    remedy: (_, groups) =>
      `Give one that exists: --param ${shortText(groups[1] ?? 'Name', 80)}=…; where it does exist, the deployer lacks the ec2:Describe permission to see it.`,
  },
  {
    match: /(?:export|Export) (\S+) (?:as|cannot be (?:updated|deleted) as) it is in use by (\S+?)\.?$/i,
    meaning: (_, groups) =>
      `stack ${shortText(groups[1] ?? '', 80)} uses the output ${shortText(groups[0] ?? '', 80)}, so it cannot change or go`,
    remedy: (_, groups) =>
      `First change ${shortText(groups[1] ?? 'the other stack', 80)} so that it no longer imports it; nothing was harmed here.`,
  },
  {
    match: /Stack creation time exceeded/,
    meaning: () => 'the creation took longer than the time limit it was started with',
    remedy: (failure) =>
      `See in ${commandOn('diagnose', failure.stackName)} what was still in progress, fix that, ${again(failure)}; this tool sets no such limit.`,
  },
  {
    match: /^Alarm (.+?) went off(?:: |$)/,
    meaning: () => 'an alarm that guards this stack went off, so CloudFormation took back all it had done',
    remedy: (failure, groups) =>
      `See what it measured: ${alarmHistory(groups[0] ?? 'NAME')}; fix that, wait until it is OK, ${again(failure)}.`,
    check: 'stack.rollback-alarms',
  },
  {
    match: /Transform \S+ failed with/,
    meaning: () => 'a macro that the template uses failed before anything was made',
    remedy: () => 'The macro must be installed in this account and region; its own message above says more.',
    check: 'template.readable',
  },
  {
    match:
      /Resource type (\S+) does not support attribute|Unresolved resource dependencies|Template format error|Template error/,
    meaning: () => 'the template itself is wrong',
    remedy: () => 'Use the template exactly as the vendor sent it; if this is it, send them this line.',
    check: 'template.readable',
  },
  {
    match: /Validation failure detected|Validation failed with|EarlyValidation/,
    meaning: () =>
      'CloudFormation checked the resources before making any and found one it does not accept; which one it tells only to those who may call DescribeEvents',
    remedy: (failure) =>
      `Allow cloudformation:DescribeEvents and run ${commandOn('diagnose', failure.stackName)}; most often a resource of that name exists already.`,
  },
  {
    match:
      /Updates are not allowed for property|can ?not be updated|Update to resource type \S+ is not supported/,
    meaning: (failure) => `${failure.part} cannot be changed in this way once it exists`,
    remedy: () =>
      'Keep the value it has now (leave the parameter as it is), or ask the vendor for a template that replaces the resource instead.',
  },
  {
    match: /Property validation failure|Model validation failed|required key \[|extraneous key \[/i,
    meaning: (failure) =>
      `${failure.part} has a property that AWS does not accept; most often a parameter's value is empty or malformed`,
    remedy: () =>
      'Compare the parameters that feed it with their descriptions (quilt-install help parameters); with an unmodified template, send the vendor this line.',
  },
  {
    match:
      /must be in ARN format|failed legacy parsing|Policy has invalid resource|MalformedPolicyDocument|invalid principals?/i,
    meaning: (failure) =>
      `a value that went into the policy of ${failure.part} is not what a policy takes there: an ARN with a space or a typo, or a principal that was deleted`,
    remedy: () => 'Look at the parameters that hold ARNs or account ids and correct them.',
  },
  {
    match: /Maximum policy size of (\d+) bytes exceeded/,
    meaning: () => 'the list of ARNs or buckets given makes a policy longer than IAM allows',
    remedy: () => 'Name fewer of them, or wildcards in their place.',
  },
  {
    match: /Policy (arn:\S+) does not exist or is not attachable/,
    meaning: (_, groups) =>
      `there is no policy ${shortText(groups[0] ?? '', 120)} in this account and partition`,
    remedy: () => 'Correct the ARN in the parameter that names it.',
  },
];
