import { answersCommands, deploymentCommands, stackCommands, type Flag } from './flag.ts';

/** What is deployed, and with which values. */
export const deploymentFlags = {
  templateUrl: {
    words: '--template-url <url>',
    commands: deploymentCommands,
    kind: 'text',
    help: "the vendor's template, an S3 https:// address",
  },
  templateFile: {
    words: '--template-file <path>',
    commands: deploymentCommands,
    kind: 'text',
    help: "the vendor's template, a file",
  },
  reuseTemplate: {
    words: '--reuse-template',
    commands: ['upgrade'],
    kind: 'switch',
    help: 'keep the template the stack has, change only values',
  },
  revertDrift: {
    words: '--revert-drift',
    commands: ['upgrade'],
    kind: 'switch',
    help: 'undo what was changed by hand, too; the plan shows it',
  },
  templateBucket: {
    words: '--template-bucket <name>',
    commands: deploymentCommands,
    kind: 'text',
    help: 'where a template file over 51,200 bytes is uploaded (default: a private bucket of this account)',
  },
  param: {
    words: '--param <Key=Value>',
    commands: deploymentCommands,
    kind: 'repeat',
    help: 'one parameter value, or a reference such as @secretsmanager:ID (repeat)',
  },
  answers: {
    words: '--answers <file>',
    commands: answersCommands,
    kind: 'text',
    help: 'values from a YAML answers file, or a parameter file of CloudFormation or the AWS CLI',
  },
  printAnswers: {
    words: '--print-answers',
    commands: stackCommands,
    kind: 'switch',
    help: 'print an answers file for this template, to be filled in, and end; works without credentials too',
  },
  saveAnswers: {
    words: '--save-answers <file>',
    commands: deploymentCommands,
    kind: 'text',
    help: 'write the values of this run as an answers file; secrets only as references',
  },
  roleArn: {
    words: '--role-arn <arn>',
    commands: deploymentCommands,
    kind: 'text',
    help: 'service role CloudFormation works with',
  },
  tag: {
    words: '--tag <Key=Value>',
    commands: stackCommands,
    kind: 'repeat',
    help: 'a stack tag (repeat)',
  },
  notificationArn: {
    words: '--notification-arn <arn>',
    commands: stackCommands,
    kind: 'repeat',
    help: 'an SNS topic told of stack events (repeat)',
  },
  rollbackAlarm: {
    words: '--rollback-alarm <arn>',
    commands: stackCommands,
    kind: 'repeat',
    help: 'a CloudWatch alarm that rolls the operation back when it goes off (repeat, at most 5)',
  },
  rollbackMonitoringMs: {
    words: '--rollback-monitoring <duration>',
    commands: stackCommands,
    kind: 'duration',
    help: 'watch the alarms so long after all is in place (whole minutes, at most 180m)',
  },
  terminationProtection: {
    words: '--no-termination-protection',
    commands: stackCommands,
    kind: 'negated',
    help: 'leave termination protection off',
  },
  bucket: {
    words: '--bucket <name>',
    commands: ['install', 'preflight'],
    kind: 'repeat',
    help: 'a team-data bucket to check (repeat)',
  },
} as const satisfies Readonly<Record<string, Flag>>;
