/** Queues that an update replaces; the old ones then cannot be deleted, which makes ten events of each. */
export const replacedQueues = (count: number) => {
  const all = Array.from({ length: count }, (_, at) => at);
  return {
    fail: all.map((at) => `Q${at}@delete`),
    stack: {
      stackName: 'quilt',
      template: [
        'Parameters: { Turn: { Type: String } }',
        'Resources:',
        ...all.map(
          (at) => `  Q${at}: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub 'q${at}-\${Turn}' } }`,
        ),
      ].join('\n'),
      parameters: { Turn: 'a' },
      minutesAgo: 60,
    },
    upgrade: [
      ...['upgrade', '--reuse-template', '--param', 'Turn=b', '--dns', 'none'],
      ...['--yes', '--confirm', 'quilt', '--output', 'json'],
    ],
  };
};
