import { keptFilters } from '#app/features/journal/filters.rules.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

type AuditorsReading =
  | 'journal.searched'
  | 'journal.read'
  | 'journal.exported'
  | 'journal.archive-read'
  | 'journal.words-read';

/**
 * Notes that the auditor read: the auditor is watched like everybody else. Before anything is answered, so that where it cannot be written nothing is shown.
 */
export function noteAuditing(
  db: Db,
  {
    actor,
    action,
    entryId,
    archiveId,
    filters = {},
    now,
  }: {
    actor: Actor;
    action: AuditorsReading;
    entryId?: string;
    archiveId?: string;
    filters?: Record<string, unknown>;
    now: Date;
  },
): Promise<void> {
  const [subjectType, subjectId] = entryId
    ? ['journal_entry', entryId]
    : archiveId
      ? ['journal_archive', archiveId]
      : ['journal', 'journal'];
  const subject = { subjectType, subjectId };
  return writeJournal(db, {
    actor,
    action,
    ...subject,
    detail: { filters: keptFilters(Object.entries(filters)) },
    now,
  });
}
