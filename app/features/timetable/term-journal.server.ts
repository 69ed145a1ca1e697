import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Trx } from '#db/database.ts';

/** What was done to a term, for the journal. */
export interface TermDeed {
  termId: string;
  action: 'term.planned' | 'term.changed' | 'term.break-added' | 'term.break-removed';
  detail: Record<string, unknown>;
  actor: Actor;
  now: Date;
}

/** Appends the line of a deed; call it in the transaction of the deed itself. */
export async function tellOfTerm(trx: Trx, { termId, ...line }: TermDeed): Promise<void> {
  await writeJournal(trx, { ...line, subjectType: 'term', subjectId: termId });
}
