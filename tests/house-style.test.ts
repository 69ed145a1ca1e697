import { describe } from 'vitest';
import { namedInFull, noCycles } from '#tests/support/house/import-rules.ts';
import { actorsFromTheGate } from '#tests/support/house/place-rules.ts';
import { everyAddressHasItsPage } from '#tests/support/house/route-rules.ts';
import { rule } from '#tests/support/house/rule.ts';
import {
  documentedVerbs,
  migrationsListed,
  mostFilesUnder150,
  namedExports,
  shortFiles,
  shortFunctions,
  tellingNames,
  typedThroughout,
} from '#tests/support/house/shape-rules.ts';

const lines = (count: number) => 'x;\n'.repeat(count);
const credits = 'app/features/credits';
/** Put together here, so that this file does not break the rule itself. */
const silence = ['// @ts', 'ignore'].join('-');

describe('the style', () => {
  rule('only the gate and the system actor make an Actor', actorsFromTheGate, {
    bad: [
      { 'app/jobs/a.server.ts': "import { sealActor } from '#app/lib/actor.ts';" },
      { 'app/cli/b.server.ts': 'const me = {} as Actor;' },
      { 'app/cli/c.server.ts': 'const me = {} as unknown as Actor;' },
    ],
    good: { 'app/features/identity/gate.server.ts': 'sealActor(person);' },
  });

  rule('files of 250 lines at most', shortFiles, {
    bad: [{ 'app/lib/a.ts': lines(251) }, { 'app/styles/a.css': lines(300) }],
    good: { 'app/lib/a.ts': lines(250) },
  });

  rule('nine files in ten under 150 lines', mostFilesUnder150, {
    bad: [{ 'app/lib/a.ts': lines(200), 'app/lib/b.ts': '' }],
    good: { 'app/lib/a.ts': lines(149) },
  });

  rule('functions of 70 lines at most', shortFunctions, {
    bad: [
      { 'app/lib/a.ts': `function long() {\n${lines(69)}}` },
      { 'tests/a.test.ts': `describe('a', () => { it('b', () => {\n${lines(69)}}) })` },
    ],
    good: {
      'app/lib/a.ts': `function fits() {\n${lines(68)}}`,
      'tests/a.test.ts': `describe('a', () => {\n${lines(80)}})`,
    },
  });

  rule('no any, no silenced type error', typedThroughout, {
    bad: [{ 'app/lib/a.ts': 'const a: any = 1;' }, { 'app/lib/b.ts': `${silence}\nconst a = 1;` }],
    good: { 'app/lib/a.ts': 'const any: unknown = 1;' },
  });

  rule('names that say something, rooms without rooms', tellingNames, {
    bad: [
      { [`${credits}/index.ts`]: '' },
      { [`${credits}/utils.ts`]: '' },
      { [`${credits}/credit-service.server.ts`]: '' },
      { [`${credits}/closing/year.server.ts`]: '' },
    ],
    good: {
      [`${credits}/ledger.server.ts`]: '',
      [`${credits}/parts/entry-table.tsx`]: '',
      'db/migrations/index.ts': '',
    },
  });

  rule('imports by alias and with extension', namedInFull, {
    bad: [
      { 'app/lib/a.ts': "import { b } from './b';" },
      { 'app/lib/c.ts': "import { b } from '#app/lib/b';" },
      { [`${credits}/d.ts`]: "import { b } from '../../lib/b.ts';" },
      { 'app/lib/e.ts': "import { b } from '#lib/b.ts';" },
    ],
    good: {
      'app/lib/a.ts': "import css from './a.css?url'; import { z } from 'zod'; import { b } from '#db/b.ts';",
    },
  });

  rule('no import cycle', noCycles, {
    bad: [
      { 'app/lib/a.ts': "import { b } from './b.ts';", 'app/lib/b.ts': "export { a } from '#app/lib/a.ts';" },
    ],
    good: {
      'app/lib/a.ts': "import { b } from './b.ts';",
      'app/lib/b.ts': "import type { A } from './a.ts';",
    },
  });

  rule('default exports only where a framework asks for them', namedExports, {
    bad: [{ 'app/lib/a.ts': 'export default 1;' }, { 'app/lib/b.ts': 'export default function b() {}' }],
    good: {
      [`${credits}/pages/a.tsx`]: 'export default function A() {}',
      'remix.config.js': 'export default {};',
    },
  });

  rule('every migration is listed, oldest first', migrationsListed, {
    bad: [
      { 'db/migrations/0001_a.ts': '', 'db/migrations/index.ts': 'export const migrations = [];' },
      {
        'db/migrations/index.ts':
          "import { a } from './0001_a.ts';\nimport { b } from './0002_b.ts';\nexport const migrations = [b, a];",
        'db/migrations/0001_a.ts': '',
        'db/migrations/0002_b.ts': '',
      },
    ],
    good: {
      'db/migrations/index.ts': "import { a } from './0001_a.ts';\nexport const migrations = [a];",
      'db/migrations/0001_a.ts': '',
    },
  });

  rule('every address has its page, every page its address', everyAddressHasItsPage, {
    bad: [
      { 'app/routes.ts': "route('me', 'shell/pages/me.tsx');" },
      { 'app/shell/pages/lost.tsx': '', 'app/routes.ts': '' },
    ],
    good: {
      'app/routes.ts': "index('shell/pages/me.tsx');",
      'app/shell/pages/me.tsx': '',
      'app/shell/pages/me.test.tsx': '',
    },
  });

  rule('what a room offers has a doc comment', documentedVerbs, {
    bad: [{ [`${credits}/a.server.ts`]: 'export async function post() {}' }],
    good: { [`${credits}/a.server.ts`]: '/** Posts. */\nexport async function post() {}\nfunction own() {}' },
  });
});
