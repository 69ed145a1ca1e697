import { day, flag, id, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** What one person proposes to change in somebody's credits and another decides. */
export const adjustments: Migration = {
  name: '0032_adjustments',
  async up({ table }) {
    await table('adjustment', {
      columns: {
        id: id(),
        person_id: ref('person'),
        kind: text(32),
        // The entry of which a part is taken back; null where something is added.
        entry_id: maybe(ref('credit_entry')),
        category: text(8),
        amount: integer(),
        elective: flag(),
        school: maybe(text(16)),
        title: text(160),
        occurred_on: day(),
        reason: text(500),
        evidence: text(1000),
        proposed_by: ref('person'),
        proposed_at: instant(),
        // 1 until it is decided, then null: what waits is found by an index that stays small.
        open: maybe(flag()),
      },
      indexes: [['open', 'proposed_at'], ['proposed_at'], ['person_id'], ['entry_id']],
      checks: ['amount > 0'],
    });
    await table('adjustment_outcome', {
      // One each: of two people who decide at once, one does.
      columns: {
        adjustment_id: ref('adjustment'),
        outcome: text(16),
        words: text(500),
        by_person_id: ref('person'),
        at: instant(),
      },
      primaryKey: ['adjustment_id'],
    });
  },
};
