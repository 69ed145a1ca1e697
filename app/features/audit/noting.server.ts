import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

/**
 * Notes that the auditor read: the auditor is watched like everybody else. Before anything is answered, so that where it cannot be written nothing is shown.
 */
export function noteAuditing(
  db: Db,
  {
    actor,
    action,
    entryId,
    filters = {},
    now,
  }: {
    actor: Actor;
    action: 'journal.searched' | 'journal.read' | 'journal.exported' | 'journal.archive-read';
    entryId?: string;
    filters?: Record<string, unknown>;
    now: Date;
  },
): Promise<void> {
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
  const subject = entryId
    ? { subjectType: 'journal_entry', subjectId: entryId }
    : { subjectType: 'journal', subjectId: 'journal' };
  return writeJournal(db, { actor, action, ...subject, detail: { filters: given }, now });
}
