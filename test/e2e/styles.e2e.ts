import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { of, run } from './bundle.ts';
import { stage } from './stage.ts';
import { keys, type AtTerminal } from './terminal.ts';

interface TestLife {
  readonly onTestFinished: (end: () => void | Promise<void>) => void;
}

type Parameters = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Style {
  readonly parameters: Parameters;
  readonly more?: object;
  /** What a script gives, which is all that has no default. */
  readonly given: Readonly<Record<string, string>>;
}

const onOff = { Type: 'String', AllowedValues: ['Enabled', 'Disabled'], Default: 'Disabled' } as const;
const provider = (name: string): Parameters => ({
  [`${name}Auth`]: onOff,
  [`${name}ClientId`]: { Type: 'String', Default: '' },
  [`${name}ClientSecret`]: { Type: 'String', NoEcho: true, Default: '' },
});

const plain: Parameters = {
  Name: { Type: 'String', AllowedPattern: '[a-z]+' },
  Size: { Type: 'Number', MinValue: 1, Default: '2' },
  Topic: { Type: 'String', Description: 'Where alarms go', MinLength: 3 },
};
const grouped = {
  Metadata: {
    'AWS::CloudFormation::Interface': {
      ParameterGroups: [{ Label: { default: 'What people see' }, Parameters: ['Topic', 'Name'] }],
      ParameterLabels: { Topic: { default: 'Topic of alarms' }, Name: { default: 'Short name' } },
    },
  },
};

const styles = {
  'JSON with groups and labels': {
    parameters: plain,
    more: grouped,
    given: { Name: 'lab', Topic: 'alarms' },
  },
  'no Interface metadata': { parameters: plain, given: { Name: 'lab', Topic: 'alarms' } },
  '200 parameters': {
    parameters: Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [
        `Setting${at}`,
        at % 100 === 0 ? { Type: 'String', MinLength: 1 } : { Type: 'Number', Default: String(at) },
      ]),
    ),
    given: { Setting0: 'first', Setting100: 'second' },
  },
  'SSM types': {
    parameters: {
      Host: { Type: 'AWS::SSM::Parameter::Value<String>' },
      Name: { Type: 'AWS::SSM::Parameter::Name' },
    },
    given: { Host: '/lab/host', Name: '/lab/host' },
  },
  'several sign-in providers': {
    parameters: {
      PasswordAuth: { ...onOff, Default: 'Enabled' },
      ...provider('Google'),
      ...provider('Okta'),
      ...provider('Azure'),
    },
    given: {},
  },
} as const satisfies Record<string, Style>;

const install = ({ parameters, more = {} }: Style): readonly string[] => {
  const file = path.join(temporaryFolder(), 'template.json');
  const resources = { Queue: { Type: 'AWS::SQS::Queue' } };
  writeFileSync(
    file,
    JSON.stringify({ Parameters: parameters, ...more, Resources: resources }, undefined, 2),
  );
  return ['install', '--template-file', file, '--stack-name', 'lab', '--dns', 'none'];
};

const laboratory = async (test: TestLife) => {
  const { account, atTerminal } = stage(test);
  const aws = await account('max');
  const { region } = aws;
  aws.state.parameters.set('/lab/host', {
    name: '/lab/host',
    value: 'lab.example.com',
    type: 'String',
    region,
  });
  return { aws, atTerminal };
};

const agree = async (terminal: AtTerminal): Promise<void> => {
  await terminal.until(/Keep these answers/);
  await terminal.press('n', keys.enter);
  await terminal.until(/Create this stack\? \(y\/N\)/);
  await terminal.press('y', keys.enter);
};

const agreement = /Go on with these values\?[^]*select/;

describe.concurrent('a template', () => {
  it.for(Object.entries<Style>(styles))(
    'with %s tells a script all that is missing, and takes it',
    async ([, style], test) => {
      const { aws } = await laboratory(test);
      const command = install(style);
      const json = ['--yes', '--output', 'json'];
      const needed = Object.keys(style.given);
      if (needed.length > 0) {
        const refused = await run([...command, ...json], { env: aws.env });
        expect(refused.code, refused.stdout).toBe(2);
        expect(of(refused, 'error').map(({ parameter }) => parameter)).toEqual(needed);
      }
      const params = Object.entries(style.given).flatMap(([key, value]) => ['--param', `${key}=${value}`]);
      const ran = await run([...command, ...params, ...json], { env: aws.env });
      expect(ran.code, ran.stdout + ran.stderr).toBe(0);
      expect(
        of(ran, 'parameter')
          .map(({ key }) => key)
          .sort(),
      ).toEqual(Object.keys(style.parameters).sort());
    },
  );

  it('of 200 parameters has each of them a few keys away on a screen of 24 rows', async (test) => {
    const { aws, atTerminal } = await laboratory(test);
    const terminal = atTerminal(install(styles['200 parameters']), {
      env: aws.env,
      rows: 24,
      cwd: temporaryFolder(),
    });
    await terminal.until(/\? Setting0\b[^]*explain/);
    await terminal.press('first', keys.enter);
    await terminal.until(/\? Setting100\b[^]*explain/);
    await terminal.press('second', keys.enter);
    await terminal.until(agreement);
    await terminal.press(keys.down, keys.enter);
    await terminal.until(/Which value\?[^]*select/);
    await terminal.press('Setting137');
    await terminal.until(/❯ Setting137[^]*select/);
    await terminal.press(keys.enter);
    await terminal.until(/\? Setting137\b[^]*explain/);
    await terminal.press('7137', keys.enter);
    await terminal.until(agreement);
    await terminal.press(keys.enter);
    await agree(terminal);
    expect(await terminal.ended).toBe(0);
    const stack = await aws.left();
    expect(stack.stacks).toEqual(['lab CREATE_COMPLETE']);
    expect(terminal.text).toMatch(/Setting137[^\n]*7137/);
    expect(await terminal.shown()).not.toMatch(/undefined|\[object/);
  });

  it('in JSON is asked for in its own words, and refuses what does not fit where it is typed', async (test) => {
    const { aws, atTerminal } = await laboratory(test);
    const terminal = atTerminal(install(styles['JSON with groups and labels']), {
      env: aws.env,
      cwd: temporaryFolder(),
    });
    await terminal.until(/What people see/);
    await terminal.until(/\? Topic of alarms[^]*explain/);
    await terminal.press('alarms', keys.enter);
    await terminal.until(/\? Short name[^]*explain/);
    await terminal.press('Lab 1', keys.enter);
    await terminal.until(/\[a-z\]\+/);
    await terminal.press('\u0015', 'lab', keys.enter);
    await terminal.until(agreement);
    await terminal.press(keys.enter);
    await agree(terminal);
    expect(await terminal.ended).toBe(0);
    expect((await aws.left()).stacks).toEqual(['lab CREATE_COMPLETE']);
  });
});
