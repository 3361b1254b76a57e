/** Puts lines where the script has `@NAME@`; what a line says is never read for names again. */
export const filled = (script: string, parts: Readonly<Record<string, readonly string[]>>): string =>
  script.replace(/@([A-Z]+)@/g, (whole, name: string) => parts[name]?.join('\n') ?? whole);
