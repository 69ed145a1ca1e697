import { fileURLToPath } from 'node:url';

const loader = fileURLToPath(new URL('../../app/server/from-source.mjs', import.meta.url));

/** What `node` needs to run a program from its sources. */
export const fromSource: readonly string[] = ['--import', loader];
