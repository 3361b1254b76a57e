import { textOf } from '../model/values.ts';
import { arn, generatedName, givenOr, nextRevision, type Maker, type ResourceIdentity } from './making.ts';

/** A task definition's family carries no hyphens: `dataRegistryd5NmglefXjDn`. */
const family = (making: ResourceIdentity): string =>
  textOf(making.properties, 'Family') ??
  `${making.stackName}${making.logicalId}${making.identifiers.suffix()}`.replaceAll('-', '');

const functionNameOf = (value: string): string => value.split(':function:')[1]?.split(':')[0] ?? value;

const policyMaker: Maker = (making) => {
  const id = [making.stackName.slice(0, 5), making.logicalId.slice(0, 5), making.identifiers.suffix()].join(
    '-',
  );
  return { physicalId: id, attributes: { Id: id } };
};

/** Resources that only attach something to another one: `<stack>-<logical>-<12>`. */
const attachment: Maker = (making) => {
  const id = generatedName(making, 128, making.identifiers.suffix());
  return { physicalId: id, attributes: { Id: id } };
};

export const computeMakers: Readonly<Record<string, Maker>> = {
  'AWS::IAM::Role': (making) => {
    const name = givenOr(making, 'RoleName', 64);
    const path = textOf(making.properties, 'Path') ?? '/';
    return {
      physicalId: name,
      attributes: {
        Arn: arn(making, 'iam', `role${path}${name}`, { region: true }),
        RoleId: `AROA${making.identifiers.upperSuffix(17)}`,
      },
    };
  },
  'AWS::IAM::ManagedPolicy': (making) => {
    const name = givenOr(making, 'ManagedPolicyName', 128);
    const path = textOf(making.properties, 'Path') ?? '/';
    const id = arn(making, 'iam', `policy${path}${name}`, { region: true });
    return {
      physicalId: id,
      attributes: { PolicyArn: id, PolicyId: `ANPA${making.identifiers.upperSuffix(17)}` },
    };
  },
  'AWS::IAM::Policy': policyMaker,
  'AWS::IAM::InstanceProfile': (making) => {
    const name = givenOr(making, 'InstanceProfileName', 128);
    return {
      physicalId: name,
      attributes: { Arn: arn(making, 'iam', `instance-profile/${name}`, { region: true }) },
    };
  },
  'AWS::Lambda::Function': (making) => {
    const name = givenOr(making, 'FunctionName', 64);
    return { physicalId: name, attributes: { Arn: arn(making, 'lambda', `function:${name}`) } };
  },
  'AWS::Lambda::LayerVersion': (making) => {
    const name = textOf(making.properties, 'LayerName') ?? making.logicalId;
    const layer = arn(making, 'lambda', `layer:${name}`);
    const id = `${layer}:${nextRevision(making, layer)}`;
    return { physicalId: id, attributes: { LayerVersionArn: id } };
  },
  'AWS::Lambda::Version': (making) => {
    const name = functionNameOf(textOf(making.properties, 'FunctionName') ?? making.logicalId);
    const owner = arn(making, 'lambda', `function:${name}`);
    const version = nextRevision(making, owner);
    const id = `${owner}:${version}`;
    return { physicalId: id, attributes: { FunctionArn: id, Version: String(version) } };
  },
  'AWS::Lambda::EventSourceMapping': (making) => {
    const id = making.identifiers.uuid();
    return {
      physicalId: id,
      attributes: { Id: id, EventSourceMappingArn: arn(making, 'lambda', `event-source-mapping:${id}`) },
    };
  },
  'AWS::Lambda::Permission': attachment,
  'AWS::SQS::QueuePolicy': attachment,
  'AWS::SNS::TopicPolicy': attachment,
  'AWS::ECS::Cluster': (making) => {
    const name = givenOr(making, 'ClusterName', 255);
    return { physicalId: name, attributes: { Arn: arn(making, 'ecs', `cluster/${name}`) } };
  },
  'AWS::ECS::Service': (making) => {
    const cluster = (textOf(making.properties, 'Cluster') ?? 'default').split('cluster/').pop() ?? 'default';
    const name = givenOr(making, 'ServiceName', 255);
    const id = arn(making, 'ecs', `service/${cluster}/${name}`);
    return { physicalId: id, attributes: { ServiceArn: id, Name: name } };
  },
  'AWS::ECS::TaskDefinition': (making) => {
    const definition = arn(making, 'ecs', `task-definition/${family(making)}`);
    const id = `${definition}:${nextRevision(making, definition)}`;
    return { physicalId: id, attributes: { TaskDefinitionArn: id } };
  },
  'AWS::ApiGateway::RestApi': (making) => {
    const id = making.identifiers.lowerSuffix(10);
    return {
      physicalId: id,
      attributes: { RestApiId: id, RootResourceId: making.identifiers.lowerSuffix(10) },
    };
  },
  'AWS::ApiGateway::Deployment': (making) => {
    const id = making.identifiers.lowerSuffix(6);
    return { physicalId: id, attributes: { DeploymentId: id } };
  },
  'AWS::ApiGateway::Resource': (making) => {
    const id = making.identifiers.lowerSuffix(6);
    return { physicalId: id, attributes: { ResourceId: id } };
  },
  'AWS::ApiGateway::Stage': (making) => ({
    physicalId: textOf(making.properties, 'StageName') ?? making.logicalId,
    attributes: {},
  }),
  'AWS::StepFunctions::StateMachine': (making) => {
    const name = givenOr(making, 'StateMachineName', 80);
    const id = arn(making, 'states', `stateMachine:${name}`);
    return { physicalId: id, attributes: { Arn: id, Name: name } };
  },
};
