export const inputsOf: (root: string) => Promise<string>;
export const isBuilt: (root: string) => Promise<boolean>;
export const markBuilt: (root: string, inputs: string) => Promise<void>;
