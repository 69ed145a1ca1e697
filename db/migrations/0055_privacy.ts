import { day, flag, id, instant, long, maybe, ref, text } from '#db/ddl.ts';
import { type Letting, mayNotMakeTriggers } from '#db/dialect.server.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

const isClosed = 'exists (select 1 from closed_account c where c.person_id = old.person_id)';
const sameBut = (...columns: string[]) =>
  columns.map((column) => `coalesce(new.${column}, '') = coalesce(old.${column}, '')`).join(' and ');

/**
 * What was said for good keeps standing when its person has closed the account; only who they were goes out of it, once the account is closed.
 * Everything that a sum, a number or a hash follows from stays as it is.
 */
export const lettingsForClosed: Record<string, Letting> = {
  frozen_statement: {
    update: `${isClosed} and ${sameBut(
      ...['id', 'closing_id', 'run_id', 'reopening_id', 'person_id', 'number', 'revision', 'code', 'status'],
      ...['confirmation', 'result', 'inputs_hash', 'result_hash', 'frozen_at'],
    )}`,
  },
  statement_answer: {
    update: `${isClosed} and ${sameBut('id', 'closing_id', 'person_id', 'number', 'kind', 'seen_hash', 'at')}`,
  },
  certificate: {
    update: `${isClosed} and ${sameBut(
      ...[
        'id',
        'person_id',
        'course_id',
        'cycle',
        'revision',
        'replaces_id',
        'completion_id',
        'number',
        'code',
      ],
      ...['issued_on', 'issued_at', 'issued_by', 'reason'],
    )}`,
  },
};

/** Versions of the privacy notice and what people said to them, wishes for corrections, and accounts that are closed. */
export const privacy: Migration = {
  name: '0055_privacy',
  async up(ddl) {
    await notices(ddl);
    await corrections(ddl);
    await closedAccounts(ddl);
    await foundByPerson(ddl);
    for (const [table, letting] of Object.entries(lettingsForClosed)) await letThrough(ddl, table, letting);
  },
};

async function notices({ table, appendOnly, irreplaceable }: Ddl): Promise<void> {
  await table('privacy_notice', {
    columns: {
      id: id(),
      version: text(16),
      title: text(120),
      valid_from: day(),
      // Markdown: the short form that is asked about, and the whole.
      summary: long(),
      body: long(),
      content_hash: text(64),
      published_at: instant(),
    },
    unique: [['version']],
    indexes: [['valid_from']],
  });
  await appendOnly('privacy_notice');
  await irreplaceable('privacy_notice', [['id'], ['version']]);
  await table('privacy_consent', {
    columns: {
      id: id(),
      person_id: ref('person'),
      kind: text(24),
      notice_id: ref('privacy_notice'),
      answer: text(8),
      means: text(16),
      // What was said when somebody else wrote it down.
      words: text(200),
      by_person_id: maybe(ref('person')),
      at: instant(),
    },
    indexes: [['person_id', 'at']],
    checks: [
      "answer in ('agreed', 'refused')",
      "means in ('self', 'read-aloud', 'paper')",
      "(means = 'self') = (by_person_id is null)",
    ],
  });
  await table('privacy_consent_withdrawal', {
    columns: { consent_id: ref('privacy_consent'), at: instant(), by_person_id: maybe(ref('person')) },
    primaryKey: ['consent_id'],
  });
}

async function corrections({ table }: Ddl): Promise<void> {
  await table('correction_request', {
    columns: {
      id: id(),
      person_id: ref('person'),
      what: text(16),
      wish: text(200),
      words: text(1000),
      state: text(16),
      asked_at: instant(),
      due_on: day(),
    },
    indexes: [
      ['state', 'asked_at'],
      ['person_id', 'asked_at'],
    ],
    checks: ["state in ('asked', 'done', 'refused')"],
  });
  await table('correction_decision', {
    columns: {
      request_id: ref('correction_request'),
      outcome: text(16),
      words: text(1000),
      by_person_id: ref('person'),
      at: instant(),
    },
    primaryKey: ['request_id'],
    checks: ["outcome in ('done', 'refused')"],
  });
}

async function closedAccounts({ table }: Ddl): Promise<void> {
  await table('account_closing', {
    columns: {
      id: id(),
      person_id: ref('person'),
      // `self`, or asked on paper, died, moved away: then staff wrote it down, and for the last two a second person agreed.
      means: text(16),
      reason: text(500),
      asked_at: instant(),
      asked_by: maybe(ref('person')),
      due_at: instant(),
      open: maybe(flag()),
    },
    unique: [['person_id', 'open']],
    indexes: [
      ['open', 'due_at'],
      ['person_id', 'asked_at'],
    ],
    checks: ["means in ('self', 'paper', 'died', 'moved')", "(means = 'self') = (asked_by is null)"],
  });
  await table('account_closing_approval', {
    columns: { closing_id: ref('account_closing'), by_person_id: ref('person'), at: instant() },
    primaryKey: ['closing_id'],
  });
  await table('account_closing_end', {
    columns: {
      closing_id: ref('account_closing'),
      kind: text(16),
      words: text(500),
      by_person_id: maybe(ref('person')),
      at: instant(),
    },
    primaryKey: ['closing_id'],
    checks: ["kind in ('taken-back', 'declined', 'done')"],
  });
  await table('closed_account', {
    columns: {
      person_id: ref('person'),
      code: text(12),
      closed_at: instant(),
      // The last day on which what is kept of the person is kept.
      keep_until: day(),
    },
    primaryKey: ['person_id'],
    unique: [['code']],
    indexes: [['keep_until']],
  });
  await table('retention_end', {
    columns: { person_id: { ...ref('closed_account'), referencesColumn: 'person_id' }, at: instant() },
    primaryKey: ['person_id'],
  });
}

/** What somebody asks about themselves is found by an index. */
async function foundByPerson({ run }: Ddl): Promise<void> {
  for (const [table, column] of [
    ['media_file', 'created_by'],
    ['frozen_statement', 'person_id'],
    ['statement_answer', 'person_id'],
    ['statement_reopening', 'person_id'],
    ['publicity_objection', 'person_id'],
  ])
    await run(`create index ${table}_of_person on ${table} (${column})`);
}

/** Puts a trigger that lets something through in the place of one that lets nothing through. */
async function letThrough({ run, appendOnly }: Ddl, table: string, letting: Letting): Promise<void> {
  for (const deed of ['update', 'delete'])
    await run(`drop trigger if exists ${table}_no_${deed}`).catch((error: unknown) => {
      if (!mayNotMakeTriggers(error)) throw error;
    });
  await appendOnly(table, letting);
}
