import { describe, expect, it } from 'vitest';
import {
  downOnly,
  noDriverInTheBrowser,
  nothingAboveThePages,
  pureRules,
} from '#tests/support/house/import-rules.ts';
import { appendOnlyLedger } from '#tests/support/house/ledger-rules.ts';
import {
  enginesUnnamed,
  httpInItsPlace,
  ownTablesOnly,
  sqlInItsPlace,
} from '#tests/support/house/place-rules.ts';
import { house, rule } from '#tests/support/house/rule.ts';

const credits = 'app/features/credits';
const creditTables = { 'db/tables/credits.ts': 'export interface CreditsTables { credit_entry: Row }' };

describe('the house', () => {
  it('is read whole', () => {
    expect(house.length).toBeGreaterThan(50);
  });

  rule('1: a room imports itself and lower floors', downOnly, {
    bad: [
      { [`${credits}/a.server.ts`]: "import { b } from '#app/features/selection/b.server.ts';" },
      { [`${credits}/neighbour.server.ts`]: "import type { b } from '#app/features/teachers/b.server.ts';" },
      { [`${credits}/parts/late.tsx`]: "const b = await import('#app/features/selection/b.ts');" },
      { [`${credits}/re-export.ts`]: "export { b } from '#app/features/attic/b.ts';" },
      { 'db/a.server.ts': "import { b } from '#app/features/queue/b.server.ts';" },
      { 'app/ui/a.tsx': "import { b } from '#app/features/queue/b.ts';" },
      { 'app/lib/a.ts': "import { b } from '#app/features/identity/b.ts';" },
    ],
    good: {
      [`${credits}/a.server.ts`]:
        "import { b } from '#app/features/identity/b.ts'; import { c } from './c.ts';",
      [`${credits}/pages/a.tsx`]: "import { b } from '#app/features/selection/b.server.ts';",
      'app/features/queue/a.server.ts': "import { b } from '#app/features/journal/b.ts';",
    },
  });

  rule('2: rules and schemas are pure', pureRules, {
    bad: [
      { [`${credits}/a.rules.ts`]: "import type { Db } from '#db/database.ts';" },
      { [`${credits}/b.schema.ts`]: "import { redirect } from '@remix-run/node';" },
      { [`${credits}/c.rules.ts`]: "import { c } from './c.server.ts';" },
      { [`${credits}/d.rules.ts`]: "import { sql } from 'kysely';" },
      { [`${credits}/e.rules.ts`]: 'export const late = () => Date.now() > 5;' },
      { [`${credits}/f.rules.ts`]: "import { readFileSync } from 'node:fs';" },
    ],
    good: {
      [`${credits}/a.rules.ts`]: "import { z } from 'zod'; export const at = (now: Date) => new Date(now);",
    },
  });

  rule('3: SQL only in *.server.ts and db/', sqlInItsPlace, {
    bad: [
      { [`${credits}/pages/a.tsx`]: "const loader = ({ db }) => db.selectFrom('credit_entry').execute();" },
      { [`${credits}/pages/a.server.ts`]: "const load = (db) => db.selectFrom('credit_entry').execute();" },
      { [`${credits}/b.ts`]: 'const drop = (db) => sql`delete from credit_entry`.execute(db);' },
      { 'app/cli/c.ts': "db.updateTable('credit_entry');" },
    ],
    good: { [`${credits}/a.server.ts`]: "const load = (db) => db.selectFrom('credit_entry').execute();" },
  });

  rule('4: HTTP only in pages, shell, server, lib/http and the gate', httpInItsPlace, {
    bad: [
      { [`${credits}/a.server.ts`]: "import { redirect } from '@remix-run/node';" },
      { [`${credits}/b.server.ts`]: 'export function load(request: Request) {}' },
      { 'app/lib/c.ts': "export const gone = () => new Response('', { status: 410 });" },
      { 'app/features/identity/d.server.ts': "import { createServer } from 'node:http';" },
    ],
    good: {
      [`${credits}/pages/a.tsx`]:
        'export const loader = ({ request }: { request: Request }) => new Response();',
      [`${credits}/parts/b.tsx`]: "import { Form } from '@remix-run/react';",
      'app/features/identity/gate.server.ts': 'export function gate(request: Request) {}',
    },
  });

  rule('5: nothing imports a page, no room imports the roof', nothingAboveThePages, {
    bad: [
      { [`${credits}/a.server.ts`]: "import { loader } from './pages/a.tsx';" },
      { 'app/shell/pages/b.tsx': `import { loader } from '#${credits}/pages/a.tsx';` },
      { [`${credits}/c.server.ts`]: "import { layout } from '#app/shell/layout.tsx';" },
      { 'app/lib/d.ts': "import { handlers } from '#app/jobs/handlers.server.ts';" },
    ],
    good: { [`${credits}/pages/a.tsx`]: "import { layout } from '#app/shell/layout.tsx';" },
  });

  rule('6: write only your own tables', ownTablesOnly, {
    bad: [
      { 'app/features/media/a.server.ts': "db.insertInto('credit_entry').values({});", ...creditTables },
      { 'app/features/media/b.server.ts': "db.updateTable('credit_entry as e').set({});", ...creditTables },
      { 'app/features/media/c.server.ts': 'sql`update credit_entry set amount = 0`;', ...creditTables },
      { 'app/features/media/d.server.ts': 'db.deleteFrom(table).execute();', ...creditTables },
      { 'app/jobs/e.server.ts': "db.deleteFrom('credit_entry').execute();", ...creditTables },
    ],
    good: {
      [`${credits}/a.server.ts`]: "db.insertInto('credit_entry').values({});",
      'app/features/assessment/b.server.ts': "db.selectFrom('credit_entry').selectAll();",
      ...creditTables,
    },
  });

  rule(
    'nobody changes or removes an entry of the ledger or a line of the journal, and one place appends',
    appendOnlyLedger,
    {
      bad: [
        { [`${credits}/a.server.ts`]: "db.updateTable('credit_entry').set({ amount: 0 });" },
        { [`${credits}/b.server.ts`]: "db.deleteFrom('credit_entry as e').execute();" },
        { 'app/cli/commands/c.server.ts': 'sql`update credit_entry set amount = 0`;' },
        { 'app/features/chain/d.server.ts': "trx.replaceInto('chain_block');" },
        { 'app/features/chain/e.server.ts': "trx.deleteFrom('chain_leaf');" },
        { 'db/migrations/0099_mended.ts': "run('delete from credit_entry where amount = 0');" },
        { [`${credits}/f.server.ts`]: "db.insertInto('credit_entry').values({});" },
        { 'app/features/journal/g.server.ts': "db.updateTable('journal_entry').set({ detail: '{}' });" },
        { 'app/features/journal/erasing.server.ts': "trx.deleteFrom('journal_entry');" },
        { 'app/features/chain/h.server.ts': "trx.deleteFrom('journal_leaf');" },
      ],
      good: {
        [`${credits}/ledger.server.ts`]: "trx.insertInto('credit_entry').values({});",
        'app/features/chain/sealing.server.ts': "trx.deleteFrom('chain_waiting');",
        'app/features/journal/erasing.server.ts': "trx.updateTable('journal_entry').set({ detail: '{}' });",
      },
    },
  );

  rule('7: the engines are not named', enginesUnnamed, {
    bad: [
      { [`${credits}/a.server.ts`]: "if (engine === 'mysql') {}" },
      { 'db/b.ts': '// MariaDB wants a length here' },
      { 'app/lib/c.ts': 'const isSQLite = true;' },
    ],
    good: { 'db/dialect.server.ts': "const engine = 'sqlite';", 'tests/a.test.ts': "'mariadb';" },
  });

  rule('8: what a page reaches in db/ is a .server module', noDriverInTheBrowser, {
    bad: [
      { [`${credits}/pages/a.tsx`]: "import { b } from '#db/b.ts';", 'db/b.ts': '' },
      {
        [`${credits}/pages/b.tsx`]: "import { c } from '../parts/c.tsx';",
        [`${credits}/parts/c.tsx`]: "import { type D, d } from '#db/d.ts';",
        'db/d.ts': '',
      },
    ],
    good: {
      [`${credits}/pages/a.tsx`]: "import type { Db } from '#db/b.ts'; import { c } from '#db/c.server.ts';",
      'db/b.ts': '',
      'db/c.server.ts': "import { b } from '#db/b.ts';",
    },
  });
});
