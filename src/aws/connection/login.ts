import { spawn } from 'node:child_process';

/**
 * Runs the AWS CLI's own sign-in in this terminal; it opens the browser and writes the session to the shared cache,
 * where the credential chain finds it. @returns false if it could not be run or did not succeed
 */
export const login = (profile: string | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const words = ['sso', 'login', ...(profile === undefined ? [] : ['--profile', profile])];
    const child = spawn('aws', words, { stdio: ['inherit', 2, 2] });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
