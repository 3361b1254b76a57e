import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // More than the cores of a small machine: the end-to-end files mostly wait for other processes.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/helpers/build.ts'],
          setupFiles: ['test/helpers/seed.ts'],
          // Generous: the machine may be busy, and a hang is found all the same.
          testTimeout: 60_000,
          // Tests at a terminal race real processes; one that fails twice has found something.
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
      {
        test: {
          name: 'campaign',
          include: ['test/**/*.campaign.ts'],
          globalSetup: ['test/helpers/build.ts'],
          testTimeout: 3_600_000,
        },
      },
    ],
  },
});
