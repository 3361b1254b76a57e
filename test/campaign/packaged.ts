import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';

/** The property of a type that names code, and what `sam package` makes of a local path there. */
const artifacts: Readonly<Record<string, string | undefined>> = {
  'AWS::Serverless::Function': 'CodeUri',
  'AWS::Serverless::LayerVersion': 'ContentUri',
  'AWS::Serverless::StateMachine': 'DefinitionUri',
};

/** A template as `sam package` leaves it: local code in S3, images in a registry. Without local code it is as it was. */
export function packaged(text: string): string {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  const resources = document.get('Resources');
  if (document.errors.length > 0 || !isMap(resources)) return text;
  const changed = resources.items.filter(({ value }) => isMap(value) && upload(value));
  return changed.length === 0 ? text : String(document);
}

const upload = (resource: YAMLMap): boolean => {
  const name = artifacts[String(resource.get('Type'))];
  const properties = resource.get('Properties');
  if (name === undefined || !isMap(properties)) return false;
  if (name === 'CodeUri' && properties.get('PackageType') === 'Image') return image(properties);
  if (['InlineCode', 'ImageUri', 'Definition'].some((other) => properties.has(other))) return false;
  const value = properties.get(name, true);
  // A function without CodeUri is the folder that the template is in.
  if (value !== undefined && (!isScalar(value) || value.tag?.startsWith('!') === true)) return false;
  if (String(value?.value ?? '').startsWith('s3:')) return false;
  properties.set(name, 's3://packaged/object');
  return true;
};

const image = (properties: YAMLMap): boolean => {
  if (properties.has('ImageUri')) return false;
  properties.set('ImageUri', '123456789012.dkr.ecr.us-east-1.amazonaws.com/packaged:1');
  return true;
};
