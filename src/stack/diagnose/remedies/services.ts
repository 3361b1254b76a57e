import { shortText } from '../../../core/text.ts';
import { commandOn } from '../../../products/index.ts';
import { again, preflight, type Remedy } from './remedy.ts';

/** Database, search, containers, functions and what custom resources say. */
export const serviceRemedies: readonly Remedy[] = [
  {
    match: /enable a service-linked role to give Amazon (?:OpenSearch Service|ES|Elasticsearch)/,
    meaning: () =>
      'the account has no service-linked role for Elasticsearch, and CloudFormation does not make it',
    remedy: (failure) =>
      `quilt-install preflight --fix --only iam.es-service-linked-role makes it; wait five minutes for it to be known everywhere, ${again(failure)}.`,
    check: 'iam.es-service-linked-role',
  },
  {
    match: /You must specify exactly (\w+) subnets?/,
    meaning: (_, groups) =>
      `with its zone settings the search cluster takes exactly ${shortText(groups[0] ?? 'that many', 20)} subnet(s)`,
    remedy: () => 'Give as many subnets, each in another zone, as the template’s search settings ask for.',
    check: 'network.subnets',
  },
  {
    match: /must be allowed to use the passed role|Error setting policy/,
    type: /Elasticsearch|OpenSearch/,
    meaning: () => 'the search service cannot use a role or access policy that the stack gives it',
    remedy: () =>
      'The role must trust the service and exist in this account; correct the parameter that names it, or send the vendor this line.',
  },
  {
    match: /Cannot find version (\S+) for (\w+)/,
    meaning: (_, groups) =>
      `AWS no longer offers ${shortText(groups[1] ?? 'the engine', 20)} ${shortText(groups[0] ?? '', 20)} for new databases`,
    remedy: () => 'Ask the vendor for a newer template; a running database is not affected.',
    check: 'template.version',
  },
  {
    match:
      /another engine version upgrade is already in progress|is not in (?:the )?available state|InvalidDBInstanceState/,
    meaning: (failure) => `${failure.part} is busy with an earlier change and takes no other`,
    remedy: (failure) =>
      `Wait until RDS shows it as available, then ${commandOn('recover', failure.stackName)}.`,
  },
  {
    match: /MasterUserPassword is not a valid password/,
    meaning: () =>
      'the database password holds a character that RDS does not take: / @ " or a space, or one that is not plain ASCII',
    remedy: () => 'Give another one, or let the tool make it: @generate as the value of its parameter.',
  },
  {
    match: /Performance Insights not supported/,
    meaning: () => 'the chosen database class has no Performance Insights',
    remedy: () => 'Choose a larger class, or a template that does not ask for it.',
  },
  {
    match: /Cannot delete protected DB Instance/,
    meaning: () => 'deletion protection keeps the database, as it should',
    remedy: (failure) =>
      `If it really may go: switch the protection off in RDS, then ${commandOn('recover', failure.stackName)}; to keep it, add --retain ${failure.logicalId}.`,
  },
  {
    match: /ECS Deployment Circuit Breaker was triggered/,
    meaning: (failure) =>
      `the containers of ${failure.part} kept stopping until ECS gave up: image, settings, health check or the way to the internet`,
    remedy: (failure) =>
      `The reason stands with the stopped tasks: ${commandOn('diagnose', failure.stackName)}; ${preflight('network.routes')} judges the way out.`,
    check: 'network.routes',
  },
  {
    match: /Unable to assume the service linked role/,
    type: /ECS/,
    meaning: () => 'ECS is used for the first time here and its service-linked role was not ready yet',
    remedy: (failure) => `It is there by now: ${again(failure).replace(/^then /, '')}.`,
    check: 'iam.ecs-service-linked-role',
  },
  {
    match: /Exceeded attempts to wait|did not stabilize|Resource timed out/,
    meaning: (failure) => `${failure.part} was made but never became healthy in the time AWS gives it`,
    remedy: (failure) =>
      `For containers see the stopped tasks in ${commandOn('diagnose', failure.stackName)}; for others the service’s own console says what it waits for.`,
  },
  {
    match: /Cluster cannot be deleted while Services are active|Cluster cannot be deleted while/,
    meaning: () => 'a service that the stack did not make still runs in its cluster',
    remedy: (failure) => `Delete that service in ECS, then ${commandOn('recover', failure.stackName)}.`,
  },
  {
    match: /role defined for the function cannot be assumed by Lambda/,
    meaning: () =>
      'the function’s role was made seconds ago and Lambda did not know it yet, or its trust policy does not name Lambda',
    remedy: (failure) => `Mostly a matter of seconds: ${again(failure).replace(/^then /, '')}.`,
  },
  {
    match: /execution role does not have permissions to call (\w+) on (\w+)/,
    meaning: (_, groups) =>
      `the function may not (yet) call ${shortText(groups[0] ?? 'it', 40)} on ${shortText(groups[1] ?? 'the service', 20)}`,
    remedy: (failure) =>
      `Mostly its policy came seconds too late: ${again(failure).replace(/^then /, '')}; if it persists, a boundary or service control policy takes the right away.`,
  },
  {
    match: /GetObject\. S3 Error Code: (\w+)/,
    meaning: (_, groups) =>
      `the code of the function could not be read from the vendor's bucket (${shortText(groups[0] ?? '', 40)})`,
    remedy: () =>
      'The release may not be published in this region: ask the vendor; a bucket policy or VPC endpoint policy of yours may also be in the way.',
  },
  {
    match: /ReservedConcurrentExecutions .* below its minimum value/,
    meaning: () =>
      'the account may run too few functions at once for what the template reserves (new accounts begin with 10)',
    remedy: (failure) => `Have the quota raised (lambda, L-B99A9384), ${again(failure)}.`,
    check: 'quota.lambda-concurrency',
  },
  {
    match: /Unzipped size must be smaller|Code storage limit exceeded|non-empty zip/,
    meaning: () =>
      'the function’s package does not fit: too large, empty, or the region’s code storage is full',
    remedy: () => 'Delete old function versions if the storage is full; otherwise send the vendor this line.',
  },
  {
    match: /runtime parameter of (\S+) is no longer supported/,
    meaning: (_, groups) => `AWS has retired ${shortText(groups[0] ?? 'the runtime', 30)} for new functions`,
    remedy: () => 'Ask the vendor for a newer template.',
    check: 'template.version',
  },
  {
    match: /InvalidImage|CannotPullContainerError|CannotPullImage/i,
    meaning: (failure) => `the image of ${failure.part} could not be pulled`,
    remedy: () =>
      `The subnets need a way to the registry (NAT or endpoints: ${preflight('network.routes')}), and this account the right to read it: ask the vendor to admit the account.`,
    check: 'network.routes',
  },
  {
    match: /unable to delete .* because it is a replicated function/i,
    meaning: () => 'CloudFront still holds copies of the function; they go some hours after it is unlinked',
    remedy: (failure) =>
      `Wait some hours, then ${commandOn('recover', failure.stackName)}, or keep it with --retain ${failure.logicalId}.`,
  },
  {
    match: /Cannot delete entity, must (?:detach all policies|delete policies|remove roles)/,
    meaning: (failure) => `somebody attached something to ${failure.part} outside the stack`,
    remedy: (failure) => `Detach it in IAM, then ${commandOn('recover', failure.stackName)}.`,
  },
  {
    match: /Received response status \[?FAILED\]? from custom resource/,
    meaning: (failure) =>
      `a function of the stack's own that stands behind ${failure.part} reported a failure`,
    remedy: (failure) =>
      `Its message above, or its log, says why: ${commandOn('diagnose', failure.stackName)} shows the log's end.`,
  },
  {
    match: /did not receive a response from your Custom Resource|Custom Resource failed to stabilize/i,
    meaning: (failure) =>
      `the function behind ${failure.part} never answered: it crashed, or has no way out of its subnet to answer`,
    remedy: () => `See its log, and that private subnets reach the internet: ${preflight('network.routes')}.`,
    check: 'network.routes',
  },
  {
    match: /OptInRequired|accept terms and subscribe/,
    meaning: () => 'nobody in this account has subscribed to an image that AWS Marketplace sells',
    remedy: (failure) => `Subscribe at the address above and accept the terms, ${again(failure)}.`,
  },
  {
    match: /WaitCondition timed out/,
    meaning: () => 'a machine of the stack never reported that it was ready',
    remedy: (failure) => `Its start-up log says why; see that it can reach the internet, ${again(failure)}.`,
    check: 'network.routes',
  },
  {
    match: /Rate exceeded|Throttling|TooManyRequests/i,
    meaning: () => 'AWS was asked for too much at once in this account',
    remedy: (failure) => `Wait some minutes, ${again(failure)}.`,
  },
  {
    match: /Configuration recorder is not available|NoAvailableConfigurationRecorder/,
    meaning: () => 'rules of AWS Config need its recording, and that is off in this region',
    remedy: (failure) => `Switch the recording on (console, AWS Config), ${again(failure)}.`,
  },
  {
    match: /^Embedded stack/,
    meaning: (failure) =>
      `something failed inside the nested stack ${failure.logicalId}, whose own events could not be read`,
    remedy: () =>
      'Allow cloudformation:DescribeStackEvents for nested stacks too, or look at its events in the console.',
  },
];
