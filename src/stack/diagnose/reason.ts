import { stripControl } from '../../core/text.ts';

/** A ResourceStatusReason taken apart. */
export interface Reason {
  /** What the service said, without envelope and request ids. Untrusted text. */
  readonly text: string;
  /** The handler's own code, such as `AlreadyExists`; legacy texts have the service's. */
  readonly handlerCode?: string;
  /** As the text names it: `Sqs`, `AmazonEC2`. */
  readonly service?: string;
}

/** Reasons are a few hundred characters; more is hostile or an echo of something large. */
const limit = 4_000;

const envelope =
  /Resource handler returned message: "([^]*?)" \(RequestToken: [^)]*?(?:, HandlerErrorCode: (\w+))?\)/;
const call = /\s*\(Service: ([^,;)]+)[,;][^)]*\)/;
const attempts = /\s*\(SDK Attempt Count: \d+\)/g;
const legacyCode = /Error Code: (\w+)/;
const encoded = /\s*Encoded authorization failure message: [\w+/=-]+/g;
const requestIds = /\s*\((?:RequestToken|Request ID|RequestId): [^)]*\)/gi;

/** Said of every rollback, whoever or whatever asked for it. */
const byRequest = /\s*(?:Rollback|Delete) requested by user\.?\s*$/;

/** Takes CloudFormation's envelope off a reason; any text gives some result. */
export function parseReason(raw: string): Reason {
  const reason = stripControl(raw).slice(0, limit);
  const wrapped = envelope.exec(reason);
  const inner = wrapped?.[1] ?? reason;
  const service = call.exec(inner)?.[1]?.trim();
  const handlerCode =
    wrapped?.[2] ?? /HandlerErrorCode: (\w+)/.exec(reason)?.[1] ?? legacyCode.exec(inner)?.[1];
  const text = inner
    .replace(call, '')
    .replace(attempts, '')
    .replace(encoded, '')
    .replace(requestIds, '')
    .replace(byRequest, '')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    text: text === '' ? reason.trim() : text,
    handlerCode,
    service,
  };
}
