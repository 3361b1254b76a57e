import type { Plugin } from 'esbuild';

export declare const leftOutParts: Plugin;
