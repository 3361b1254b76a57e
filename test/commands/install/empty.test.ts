import { describe, expect, it } from 'vitest';
import { notes } from '../attended.ts';
import { installing, toEveryFix } from './empty-account.ts';

const making = ['CreateBucket', 'CreateServiceLinkedRole', 'RequestCertificate', 'ExecuteChangeSet'];

describe('an account with nothing in it', () => {
  it('ends in a working stack within twelve answers, each fix agreed to by itself', async () => {
    const { person, ended, run, kept } = await installing({ ...toEveryFix, 'Create this stack?': true });
    expect(ended).toMatchObject({ outcome: 'succeeded', exitCode: 0, url: 'https://quilt.data.example.com' });
    expect(person.submits).toEqual([
      "Administrator's e-mail address",
      'Host name of the catalog',
      'No hosted zone of this account covers the hosts. Where do their records go?',
      'Do this?',
      'Create a network of its own?',
      'Do this?',
      'Do this?',
      'Go on with these values?',
      'Create this stack?',
      expect.stringMatching(/^Wait here until they answer/),
    ]);
    // What it costs was shown before it was asked.
    const plans = run.events.flatMap((event) => (event.type === 'plan' ? (event.notes ?? []) : []));
    expect(plans.join('\n')).toContain('about 80 US dollars a month before traffic');
    // Whoever runs the domain has added what was handed over.
    expect(run.events.filter(({ type }) => type === 'dns').at(-1)).toMatchObject({ state: 'verified' });
    // What was made is the value, here and in the answers.
    expect(kept()).toMatch(/CertificateArnELB: arn:aws:acm:us-east-1:\d+:certificate/);
    expect(kept()).toMatch(/VPC: vpc-/);
    expect(kept()).toContain('- quilt-data-123456789012');
    const texts = notes(run);
    expect(texts.find((note) => note.startsWith('Give these records'))).toMatch(
      /_\w+\.quilt\.data\.example\.com\. CNAME _\w+/,
    );
    expect(texts.at(-1)).toMatch(/aws iam delete-service-linked-role .*AmazonElasticsearchService/);
    expect(texts.at(-1)).toContain('aws s3 rb s3://quilt-data-123456789012');
    expect(texts.at(-1)).toMatch(/80 US dollars a month[^]*delete-stack --stack-name quilt-install-network/);
    expect(texts.at(-1)).toContain('aws acm delete-certificate --certificate-arn arn:');
  });

  it('stays as it was where Enter alone is pressed', async () => {
    const { ended, called, run, person } = await installing({});
    expect(ended).toMatchObject({ outcome: 'declined', exitCode: 8 });
    expect(person.submits.at(-1)).toContain('is needed to go on');
    for (const operation of making) expect(called(operation)).toBe(0);
    expect(notes(run).join('\n')).not.toContain('Made on the way');
  });

  it('is given nothing by --yes: a person still says so to each fix', async () => {
    const { ended, called, person } = await installing({}, ['--yes']);
    expect(ended).toMatchObject({ outcome: 'failed', exitCode: 3 });
    expect(person.submits).toEqual([]);
    for (const operation of making) expect(called(operation)).toBe(0);
  });

  it('keeps what was made, and lists it, after a no to the plan', async () => {
    const { ended, account, run } = await installing({ ...toEveryFix, 'Create this stack?': false });
    expect(ended).toMatchObject({
      code: 'plan-declined',
      exitCode: 8,
      resume: expect.stringMatching(
        /^quilt-install install --region us-east-1 .*--answers \S+kept\.yaml$/,
      ) as unknown,
    });
    expect(account.state.buckets.has('quilt-data-123456789012')).toBe(true);
    expect(account.state.stackCount()).toBe(1);
    expect(notes(run).at(-1)).toContain('aws cloudformation delete-stack --stack-name quilt-install-network');
  });
});

describe('a fix on the way', () => {
  it('that AWS refuses is told, and the question comes that it would have answered', async () => {
    const { ended, run, person } = await installing({ ...toEveryFix }, [], {
      fail: ['Deny=acm:RequestCertificate'],
    });
    expect(notes(run).join('\n')).toContain('acm:RequestCertificate');
    expect(person.submits.join('\n')).toMatch(/[Cc]ertificate/);
    expect(ended).toMatchObject({ exitCode: 8 });
  });

  it('that does not come up leaves the conversation and what else was made', async () => {
    const { run, kept } = await installing(toEveryFix, [], { fail: ['NatGatewayA=no more addresses'] });
    expect(notes(run).join('\n')).toContain(
      'quilt-install-network that would have fixed this did not come up',
    );
    expect(notes(run).at(-1)).toContain('delete-stack --stack-name quilt-install-network');
    expect(kept()).toContain('AdminEmail: ops@example.com');
  });
});
