import type { CommandName } from '../../core/ids.ts';

/** Each command's line in `--help`, in its order there. */
export const commands: Readonly<Record<CommandName, { readonly operands?: string; readonly help: string }>> =
  {
    install: { help: 'preflight, parameters, plan, create, watch, DNS (the default)' },
    upgrade: { help: 'the same for an existing stack' },
    preflight: { help: 'only the checks; for CI' },
    dns: { help: 'the DNS records of a stack: show, --apply, --verify' },
    watch: { help: 'attach to the operation the stack is in, from any machine' },
    status: { help: 'one screen: version, state, last operation, outputs, DNS, health' },
    outputs: { help: "the stack's outputs" },
    diagnose: { help: 'why the last operation failed; --bundle for support' },
    recover: { help: 'guided way out of a stuck stack' },
    uninstall: { help: 'guided delete; says what stays' },
    rehearse: {
      operands: '[command...]',
      help: 'any of the above on the built-in rehearsal account, no AWS needed',
    },
    help: {
      operands: '[topic]',
      help: 'a command, a check id, an error code, or: checks, exit-codes, parameters',
    },
  };
