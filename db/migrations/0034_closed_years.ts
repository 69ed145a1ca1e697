import { day, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Closing a year: its runs in batches, what people say of their drafts, frozen statements and how they are opened again. */
export const closedYears: Migration = {
  name: '0034_closed_years',
  async up(ddl) {
    await runs(ddl);
    await answers(ddl);
    await statements(ddl);
  },
};

async function runs({ table }: Ddl): Promise<void> {
  await table('year_closing', {
    columns: {
      id: id(),
      year: integer(),
      last_day: day(),
      confirm_until: instant(),
      opened_at: instant(),
      opened_by: ref('person'),
    },
    unique: [['year']],
  });
  await table('closing_run', {
    columns: {
      id: id(),
      year: integer(),
      closing_id: maybe(ref('year_closing')),
      kind: text(16),
      number: integer(),
      cutoff_at: instant(),
      policies: long(),
      started_at: instant(),
      started_by: ref('person'),
    },
    unique: [['year', 'kind', 'number']],
    checks: ["kind in ('preview', 'show', 'freeze')", "kind = 'preview' or closing_id is not null"],
  });
  await table('closing_batch', {
    columns: {
      run_id: ref('closing_run'),
      number: integer(),
      through_id: id(),
      people: integer(),
      counts: long(),
      last_number: integer(),
      hash: text(64),
      at: instant(),
    },
    primaryKey: ['run_id', 'number'],
  });
  await table('closing_end', {
    columns: {
      run_id: ref('closing_run'),
      people: integer(),
      counts: long(),
      hash: text(64),
      at: instant(),
    },
    primaryKey: ['run_id'],
  });
}

async function answers({ table }: Ddl): Promise<void> {
  await table('statement_answer', {
    columns: {
      id: id(),
      closing_id: ref('year_closing'),
      person_id: ref('person'),
      number: integer(),
      kind: text(16),
      words: maybe(text(1000)),
      seen_hash: text(64),
      at: instant(),
    },
    unique: [['closing_id', 'person_id', 'number']],
    indexes: [['closing_id', 'kind', 'at']],
    checks: ["(kind = 'confirmed' and words is null) or (kind = 'objected' and words is not null)"],
  });
  await table('statement_reply', {
    columns: {
      answer_id: ref('statement_answer'),
      words: text(1000),
      at: instant(),
      by_person_id: ref('person'),
    },
    primaryKey: ['answer_id'],
  });
}

async function statements({ table }: Ddl): Promise<void> {
  await table('statement_reopening', {
    columns: {
      id: id(),
      closing_id: ref('year_closing'),
      person_id: maybe(ref('person')),
      reason: text(500),
      asked_by: ref('person'),
      asked_at: instant(),
    },
    indexes: [['closing_id', 'asked_at']],
  });
  await table('statement_reopening_decision', {
    columns: {
      reopening_id: ref('statement_reopening'),
      kind: text(16),
      words: maybe(text(500)),
      by_person_id: ref('person'),
      at: instant(),
    },
    primaryKey: ['reopening_id'],
    checks: ["kind in ('approved', 'declined')"],
  });
  await table('frozen_statement', {
    columns: {
      id: id(),
      closing_id: ref('year_closing'),
      run_id: ref('closing_run'),
      reopening_id: maybe(ref('statement_reopening')),
      person_id: ref('person'),
      name: text(64),
      sort_name: text(191),
      number: integer(),
      revision: integer(),
      code: text(24),
      status: text(16),
      confirmation: text(16),
      inputs: long(),
      result: long(),
      inputs_hash: text(64),
      result_hash: text(64),
      frozen_at: instant(),
    },
    unique: [['closing_id', 'person_id', 'revision'], ['closing_id', 'number', 'revision'], ['code']],
    indexes: [['closing_id', 'sort_name', 'id']],
    checks: ["confirmation in ('confirmed', 'changed', 'objected', 'silent')", 'revision >= 1'],
  });
  await table('statement_superseded', {
    columns: {
      statement_id: ref('frozen_statement'),
      by_statement_id: ref('frozen_statement'),
      at: instant(),
    },
    primaryKey: ['statement_id'],
    unique: [['by_statement_id']],
  });
}
