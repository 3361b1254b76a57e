import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/**
 * The flags that lead a command to this template: where it is not the product that is tried, a few resources say as
 * much as many. The answers, of no parameter, stand in place of the samples', which such a template lacks.
 */
export const small = (template: string): readonly string[] => {
  const folder = temporaryFolder();
  const [file, answers] = [path.join(folder, 'template.yaml'), path.join(folder, 'answers.yaml')];
  writeFileSync(file, template);
  writeFileSync(answers, 'version: 1\nproduct: quilt\nparameters: {}\n');
  return ['--template-file', file, '--answers', answers];
};

/** Takes its time, as a product does: 20 minutes. */
export const slow = (): readonly string[] =>
  small(`
Resources:
  Queue: { Type: AWS::SQS::Queue }
  Search: { Type: AWS::Elasticsearch::Domain, DependsOn: Queue }
`);

export const customResource = (): readonly string[] =>
  small(`
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
  Handler:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: { ZipFile: 'exports.handler = () => undefined' }
  Setup:
    Type: Custom::Setup
    Properties: { ServiceToken: !GetAtt Handler.Arn }
`);

export const serviceTemplate = `
Resources:
  Cluster: { Type: AWS::ECS::Cluster }
  Definition:
    Type: AWS::ECS::TaskDefinition
    Properties: { ContainerDefinitions: [{ Name: web, Image: registry.example.com/web }] }
  RegistryService:
    Type: AWS::ECS::Service
    Properties: { Cluster: !Ref Cluster, TaskDefinition: !Ref Definition, DesiredCount: 1 }
`;

export const service = (): readonly string[] => small(serviceTemplate);
