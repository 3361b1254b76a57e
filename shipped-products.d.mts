import type { Plugin } from 'vitest/config';

export const vitePlugin: Plugin;
