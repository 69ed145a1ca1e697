import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { threadTexts } from '../app/server/thread-texts.ts';
import { SlowFirst } from './support/slow-first.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const databases = ['./tests/support/databases.setup.ts'];

/**
 * Four projects: `unit` needs nothing, `database` runs one area's server code on both engines, `stories` runs
 * whole flows (also through the built server), `browser` drives Chromium. `tests/run.mjs` runs them in this order.
 */
export default defineConfig({
  root,
  plugins: [threadTexts()],
  test: {
    pool: 'forks',
    maxWorkers: Math.max(1, Math.min(4, cpus().length)),
    testTimeout: 20_000,
    // Some fill an academy first, on a machine that may be busy with other things.
    hookTimeout: 180_000,
    restoreMocks: true,
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'app/**/*.test.{ts,tsx}',
            'db/**/*.test.ts',
            'content/**/*.test.ts',
            'tests/*.test.ts',
            'tests/bench/**/*.test.ts',
          ],
          // The files of one worker share the modules that they have loaded: loading them anew cost a third of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['tests/*/**/*.test.{ts,tsx}'],
          exclude: ['tests/stories/**', 'tests/browser/**', 'tests/bench/**'],
          globalSetup: databases,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'stories',
          include: ['tests/stories/**/*.test.ts'],
          globalSetup: databases,
          testTimeout: 90_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: databases,
          testTimeout: 90_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
