import { describe, expect, it } from 'vitest';
import { innerCommand } from '../../../src/commands/rehearse/inner-command.ts';
import { parseCommand } from '../../../src/main/command-line/parse.ts';

const inner = (outer: readonly string[], operands: readonly string[]) =>
  innerCommand(parseCommand('rehearse', outer).options, operands);

describe('the command that is rehearsed', () => {
  it('is install where none is named', () => {
    expect(inner([], []).argv).toEqual(['install']);
    expect(inner([], ['--plan-only']).argv).toEqual(['install', '--plan-only']);
  });

  it('takes over the flags that every command takes, as they were given', () => {
    const given = [
      '--region',
      'eu-west-1',
      '--output',
      'json',
      '--yes',
      '--color',
      'never',
      '--expect-account',
      '1',
    ];
    expect(inner([...given, '--scenario', 'empty'], ['preflight']).argv).toEqual(['preflight', ...given]);
  });

  it('keeps its own flag before one of the rehearsal', () => {
    const { argv } = inner(['--region', 'eu-west-1', '--stack-name', 'a'], ['status', '--stack-name=b']);
    expect(argv).toEqual(['status', '--stack-name=b', '--region', 'eu-west-1']);
  });

  it('keeps its own word about colours, however it is written', () => {
    expect(inner(['--color', 'always'], ['status', '--no-color']).argv).toEqual(['status', '--no-color']);
    expect(inner(['-y'], ['status', '-q']).argv).toEqual(['status', '-q', '--yes']);
  });

  it('takes over the answers of the rehearsal where it takes any and names none', () => {
    expect(inner(['--answers', 'a.yaml'], ['status'])).toMatchObject({
      argv: ['status', '--answers', 'a.yaml'],
      answers: 'a.yaml',
    });
    expect(inner(['--answers', 'a.yaml'], ['status', '--answers=b.yaml'])).toMatchObject({
      argv: ['status', '--answers=b.yaml'],
      answers: 'b.yaml',
    });
    expect(inner(['--answers', 'a.yaml'], ['help', 'checks']).argv).toEqual(['help', 'checks']);
  });

  it('names its answers and its template in either way of writing', () => {
    expect(inner([], ['--answers', 'a.yaml', '--template-file=t.yaml'])).toMatchObject({
      answers: 'a.yaml',
      templateFile: 't.yaml',
      hasTemplate: true,
    });
    expect(inner([], ['upgrade', '--reuse-template'])).toMatchObject({ hasTemplate: true });
    expect(inner([], ['upgrade'])).toMatchObject({ hasTemplate: false, answers: undefined });
  });
});
