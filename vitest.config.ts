import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { vitePlugin as shippedProducts } from './shipped-products.mjs';

/** The program is tested with what the bundle is made of. */
const source = {
  plugins: [shippedProducts],
  resolve: { alias: { yaml: path.resolve('node_modules/yaml/browser/index.js') } },
};

const shared = {
  globalSetup: ['test/helpers/temporary-root.ts', 'test/helpers/build.ts'],
  setupFiles: ['test/helpers/seed.ts', 'test/helpers/clean-up.ts'],
  // A hang, and nothing else: no test is judged by how fast this machine is.
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    // What was made of a file for an earlier run serves as long as the file is the same.
    experimental: { fsModuleCache: true },
    projects: [
      {
        ...source,
        test: {
          ...shared,
          name: 'unit',
          // Each worker loads the program and the clients for itself: more of them than cores only cost.
          maxWorkers: Math.min(availableParallelism(), 4),
          include: ['test/**/*.test.ts'],
          // The clients and the rehearsed account are loaded once a worker, not once a file.
          isolate: false,
        },
      },
      {
        ...source,
        test: {
          ...shared,
          name: 'e2e',
          include: ['test/**/*.e2e.ts'],
          // More than the cores of a small machine: these files mostly wait for other processes.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...source,
        test: {
          ...shared,
          name: 'campaign',
          include: ['test/**/*.campaign.ts'],
          testTimeout: 3_600_000,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
