import type { Db } from '#db/database.ts';

/**
 * The frozen statements (as `one`) that hold: the last revision of each person, unless it was withdrawn. The one before a withdrawn one holds no more either: it was
 * superseded, and stays so. Every list, count and file of what holds begins here.
 */
export function statementsThatHold(db: Db) {
  return db
    .selectFrom('frozen_statement as one')
    .leftJoin('statement_superseded as superseded', 'superseded.statement_id', 'one.id')
    .leftJoin('statement_withdrawn as withdrawn', 'withdrawn.statement_id', 'one.id')
    .where('superseded.statement_id', 'is', null)
    .where('withdrawn.statement_id', 'is', null);
}
