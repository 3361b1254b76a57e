import {
  App,
  CfnOutput,
  CfnResource,
  Duration,
  Stack,
  aws_lambda as lambda,
  aws_s3 as s3,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
  aws_sqs as sqs,
} from 'aws-cdk-lib';

const app = new App();
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
const stack = new Stack(app, 'Shop', { env: { account, region } });
const visibilityTimeout = Duration.seconds(Number(app.node.tryGetContext('seconds') ?? 30));
const queue = new sqs.Queue(stack, 'Queue', { visibilityTimeout });
new s3.Bucket(stack, 'Bucket', { removalPolicy: 'destroy' });
new sns.Topic(stack, 'Topic').addSubscription(new subscriptions.SqsSubscription(queue));
new lambda.Function(stack, 'Handler', {
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromAsset('handler'),
});
if (app.node.tryGetContext('doomed') !== undefined)
  new CfnResource(stack, 'Doomed', { type: 'AWS::SNS::Topic' });
new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });
