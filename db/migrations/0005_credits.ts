import { day, flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Policies, the credit ledger, exemptions; ballots apart from receipts; appraisals. */
export const credits: Migration = {
  name: '0005_credits',
  async up(ddl) {
    await ledger(ddl);
    await evaluation(ddl);
  },
};

/** Policies, the ledger, exemptions. */
async function ledger({ table }: Ddl): Promise<void> {
  await table('policy_version', {
    columns: {
      id: id(),
      kind: text(16),
      code: text(64),
      version: text(32),
      title: text(120),
      content: long(),
      content_hash: text(64),
      valid_from: day(),
      valid_to: maybe(day()),
      published_at: instant(),
      published_by: maybe(ref('person')),
    },
    unique: [['code', 'version']],
    indexes: [['kind', 'valid_from']],
  });
  await table('credit_entry', {
    columns: {
      id: id(),
      person_id: ref('person'),
      kind: text(16),
      category: text(8),
      amount: integer(),
      elective: flag(),
      school: maybe(text(16)),
      title: text(160),
      source_type: text(32),
      source_id: text(64),
      line: text(32),
      revision: integer(),
      reverses_id: maybe(ref('credit_entry')),
      rule_version_id: ref('policy_version'),
      computation: long(),
      evidence: long(),
      occurred_on: day(),
      posted_at: instant(),
      posted_by: maybe(ref('person')),
      reason: maybe(text(500)),
    },
    unique: [['person_id', 'source_type', 'source_id', 'line', 'revision', 'kind'], ['reverses_id']],
    indexes: [['person_id', 'occurred_on'], ['posted_at']],
    checks: [
      "(kind = 'award' and amount >= 0 and reverses_id is null) or (kind = 'reversal' and amount <= 0 and reverses_id is not null)",
    ],
  });
  await table('exemption', {
    columns: {
      id: id(),
      person_id: ref('person'),
      year: integer(),
      position: text(32),
      reason: text(500),
      approved_by: ref('person'),
      approved_at: instant(),
    },
    unique: [['person_id', 'year', 'position']],
  });
}

/** Ballots apart from receipts; appraisals. */
async function evaluation({ table }: Ddl): Promise<void> {
  await table('evaluation_form', {
    columns: {
      id: id(),
      code: text(32),
      version: integer(),
      title: text(120),
      content: long(),
      content_hash: text(64),
    },
    unique: [['code', 'version']],
  });
  await table('ballot_box', {
    columns: {
      section_id: ref('section'),
      form_id: ref('evaluation_form'),
      counted: integer(),
      batches: integer(),
      total: integer(),
      dimension_totals: long(),
    },
    primaryKey: ['section_id'],
  });
  await table('ballot', {
    columns: {
      id: id(),
      section_id: ref('section'),
      form_id: ref('evaluation_form'),
      answers: long(),
      comment: text(1000),
      batch: maybe(integer()),
    },
    indexes: [['section_id', 'batch']],
    unordered: true,
  });
  await table('receipt', {
    columns: { section_id: ref('section'), person_id: ref('person') },
    primaryKey: ['section_id', 'person_id'],
    unordered: true,
  });
  await table('appraisal', {
    columns: {
      id: id(),
      enrolment_id: ref('enrolment'),
      section_id: ref('section'),
      person_id: ref('person'),
      level: text(16),
      scores: long(),
      comment: text(1000),
      appraised_by: ref('person'),
      appraised_at: instant(),
    },
    unique: [['enrolment_id']],
    indexes: [['person_id'], ['section_id']],
  });
  await table('appraisal_reply', {
    columns: { appraisal_id: ref('appraisal'), comment: text(1000), at: instant() },
    primaryKey: ['appraisal_id'],
  });
}
