import { InstallError } from '../core/errors.ts';

/** What the network does not answer, or AWS refuses, is unknown: the next best source is asked. */
export async function answered<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof InstallError) return undefined;
    throw error;
  }
}
