import { templateInvalid } from '../errors.ts';
import { templateLimit } from './limits.ts';

const resave = 'Save the template as UTF-8 text and try again.';
const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

/** UTF-16 and UTF-32 show by their byte-order mark, or by the zero byte beside the first ASCII character. */
const isWide = (bytes: Uint8Array): boolean =>
  starts(bytes, 0xff, 0xfe) ||
  starts(bytes, 0xfe, 0xff) ||
  (bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0));

/**
 * Bytes of a template file as text. A UTF-8 byte-order mark is dropped.
 * @throws InstallError `template-invalid` for anything but UTF-8, and for more than CloudFormation reads.
 */
export function decodeTemplate(bytes: Uint8Array): string {
  if (bytes.byteLength > templateLimit) throw tooLarge(bytes.byteLength);
  if (isWide(bytes))
    throw templateInvalid('The template is UTF-16 or UTF-32 text; CloudFormation reads UTF-8 only.', {
      hint: resave,
    });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw templateInvalid(
      'The template is not UTF-8 text: it is compressed, binary, or in an older encoding.',
      { hint: resave, cause },
    );
  }
}

/** Shared with the parser, which counts the bytes of text that came by another road. */
export const tooLarge = (bytes: number): Error =>
  templateInvalid(
    `The template has ${bytes.toLocaleString('en-US')} bytes; CloudFormation reads at most ${templateLimit.toLocaleString('en-US')}.`,
    { hint: 'Check that this file is the template; if it is, ask whoever made it for a smaller one.' },
  );
