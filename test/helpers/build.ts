import { execFileSync } from 'node:child_process';

/** The end-to-end tests drive the built bundle, so it is made anew where it is not that of these very sources. */
export default function setup(): void {
  if (process.env.SKIP_BUILD === undefined)
    execFileSync(process.execPath, ['esbuild.config.mjs', '--if-changed'], { stdio: 'inherit' });
}
