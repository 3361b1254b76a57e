import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runOn } from '../e2e/in-process.ts';
import { rehearsalAccount } from '../helpers/account.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const shared = rehearsalAccount({ scenario: 'installed' });
afterAll(async () => (await shared).close());

const page = path.join(temporaryFolder(), 'report.html');
const vpc = 'vpc-00000000000000001';

/** What somebody may give by mistake; the code of the error, and words of it that name the flag or the value. */
const table: readonly (readonly [line: string, code: string, words: RegExp])[] = [
  ['dns --format xml', 'flag-invalid', /--format was given "xml".*bind.*terraform-azure/],
  ['dns --ttl -1', 'flag-invalid', /--ttl was given "-1"/],
  ['dns --ttl 1.5', 'flag-invalid', /--ttl was given "1\.5"/],
  ['dns --ttl 99999999', 'flag-invalid', /at most seven digits/],
  ['dns --record-type mx', 'flag-invalid', /--record-type was given "mx".*alias, cname/],
  ['dns --wait soon', 'flag-invalid', /--wait was given "soon".*90s/],
  ['dns --hosted-zone-id=', 'flag-invalid', /--hosted-zone-id was given an empty value/],
  ['dns --hosted-zone-id example.com --apply --yes', 'dns-zone-unknown', /no hosted zone example\.com/],
  ['dns --dns-role-arn dns-writer --apply --yes', 'flag-invalid', /--dns-role-arn.*the ARN of a role/],
  ['dns --dns-role-arn arn:aws:iam::123456789012:user/x', 'flag-invalid', /--dns-role-arn/],
  ['dns --dns-profile=', 'flag-invalid', /--dns-profile was given an empty value/],
  ['dns --appply', 'flag-unknown', /--apply/],
  ['status --watch soon', 'flag-invalid', /--watch was given "soon"/],
  ['status --watch=-5m', 'flag-invalid', /--watch was given "-5m"/],
  ['status --cost --watch 5m', 'flags-conflict', /--watch and --cost/],
  ['status --apply', 'flag-unknown', /--apply.*dns/],
  ['uninstall --yes', 'confirm-missing', /--confirm quilt/],
  ['uninstall --yes --confirm other', 'confirm-missing', /--confirm quilt/],
  ['uninstall --confirm quilt --yes --empty-bucket nope', 'empty-bucket-refused', /nope.*no bucket of stack/],
  ['uninstall --confirm quilt --yes --empty-bucket=', 'flag-invalid', /--empty-bucket was given an empty/],
  ['uninstall --confirm quilt --yes --dns-role-arn x', 'flag-invalid', /--dns-role-arn was given "x"/],
  ['uninstall --confirm quilt --yes --retain Nope', 'retain-refused', /--retain/],
  ['outputs --format yaml', 'flag-invalid', /--format was given "yaml".*dotenv/],
  ['outputs --query quiltwebhost', 'output-unknown', /Did you mean QuiltWebHost\?/],
  ['outputs --query=', 'flag-invalid', /--query was given an empty value/],
  ['backup now', 'argument-unexpected', /backup takes no words/],
  ['backup --list=all', 'flag-invalid', /--list takes no value/],
  ['policy', 'argument-invalid', /trust, kms, perimeter/],
  ['policy trusts', 'argument-invalid', /"trusts"/],
  ['policy trust', 'flag-missing', /needs --role/],
  ['policy trust --role=', 'flag-invalid', /--role was given an empty value/],
  ['policy trust --role nobody', 'policy-target-unfit', /no role nobody/],
  ['policy trust --role r --key k', 'flag-invalid', /no use for --key/],
  ['policy kms', 'flag-missing', /needs --key/],
  ['policy kms --key alias/nope', 'policy-target-unfit', /no key alias\/nope/],
  ['policy perimeter', 'flag-missing', /--vpc or --cidr/],
  ['policy perimeter --vpc nope', 'flag-invalid', /--vpc was given "nope"/],
  ['policy perimeter --cidr nonsense', 'flag-invalid', /--cidr was given "nonsense"/],
  ['policy perimeter --cidr 192.0.2.0/99', 'flag-invalid', /192\.0\.2\.0\/24/],
  ['policy perimeter --cidr 10.0.0.0/8', 'flag-invalid', /public addresses/],
  [`policy perimeter --vpc ${vpc} --prefix Team_Data`, 'flag-invalid', /--prefix was given "Team_Data"/],
  [`policy perimeter --vpc ${vpc} --exempt-tag aws:x`, 'flag-invalid', /--exempt-tag was given "aws:x"/],
  [`policy perimeter --vpc ${vpc} --apply --yes`, 'flag-invalid', /no use for --apply/],
  ['sso', 'argument-invalid', /google, okta, onelogin, azure/],
  ['sso octa', 'argument-invalid', /"octa"/],
  ['sso okta azure', 'argument-invalid', /"okta azure"/],
  ['report', 'flag-missing', /needs --html/],
  ['report --html=', 'flag-invalid', /--html was given an empty value/],
  ['report --html /nowhere/report.html', 'file-unwritable', /\/nowhere\/report\.html/],
  [`report --html ${page} --from /nowhere.ndjson`, 'file-unreadable', /\/nowhere\.ndjson/],
  ['outputs --product /dev/zero', 'file-unreadable', /\/dev\/zero cannot be read: it goes on after/],
  ['outputs --answers /dev/zero', 'answers-unreadable', /\/dev\/zero/],
  [`report --html ${page} --from README.md`, 'report-unreadable', /Line 1 of README\.md/],
];

describe('what cannot be meant', () => {
  it.each(table)('%s ends with 2 and %s, and nothing is written', async (line, code, words) => {
    const on = await shared;
    const before = on.calls().length;
    const result = await runOn(on, line.split(' '));
    const errors = result.events.filter(({ type }) => type === 'error');
    expect(errors, result.stderr).toMatchObject([{ code }]);
    expect(errors.map(({ message, hint }) => `${String(message)} ${String(hint)}`).join(' ')).toMatch(words);
    expect(result.code).toBe(2);
    const called = on.calls().slice(before);
    expect(called.filter(({ operation }) => !/^(Get|List|Describe|Head)/.test(operation))).toEqual([]);
  });
});
