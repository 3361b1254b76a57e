import type { SecurityGroupRule } from '../core/facts.ts';

/** Whether a rule is about this TCP port; all protocols (`-1`) come without ports. Whom it lets in is not looked at. */
export const opensPort = ({ protocol, fromPort, toPort }: SecurityGroupRule, port: number): boolean =>
  protocol === '-1' ||
  (['tcp', '6'].includes(protocol) && (fromPort ?? 0) <= port && port <= (toPort ?? 65_535));
