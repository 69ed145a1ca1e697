import type { Db } from '#db/database.ts';
import type { JournalArchiveRow } from '#db/tables/audit.ts';
import { type ArchiveFacts, archiveText } from './signed-texts.rules.ts';
import { isSigned } from './signing.server.ts';

/** A file of old lines, as the auditor sees it. */
export interface Archive extends ArchiveFacts {
  id: string;
  firstSequence: number;
  lastSequence: number;
  /** When the first and the last of its blocks were sealed. */
  since: string;
  until: string;
  bytes: number;
  mediaId: string;
  madeAt: string;
  publicKey: string;
  signature: string;
}

/** Files of old lines, the newest first. One statement. */
export async function archives(
  db: Db,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ archives: Archive[]; total: number }> {
  const rows = await db
    .selectFrom('journal_archive')
    .selectAll()
    .select(({ fn }) => fn.countAll<number>().over().as('total'))
    .where('first_block', '>', 0)
    .orderBy('first_block', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { archives: rows.map(asArchive), total: Number(rows[0]?.total ?? 0) };
}

/** One file; null where there is none. */
export async function archiveNamed(db: Db, archiveId: string): Promise<Archive | null> {
  const row = await db
    .selectFrom('journal_archive')
    .selectAll()
    .where('id', '=', archiveId)
    .executeTakeFirst();
  return row ? asArchive(row) : null;
}

/** Every file in the order of the chain: some fifty a year. */
export async function everyArchive(db: Db): Promise<Archive[]> {
  const rows = await db.selectFrom('journal_archive').selectAll().orderBy('first_block').execute();
  return rows.map(asArchive);
}

/** The last block that lies in a file; 0 before there is one. */
export async function lastArchivedBlock(db: Db): Promise<number> {
  const row = await db
    .selectFrom('journal_archive')
    .select('last_block')
    .where('first_block', '>', 0)
    .orderBy('first_block', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.last_block ?? 0;
}

/** Whether the file is described by whoever has the secret of the academy. */
export const isArchiveSigned = (archive: Archive): boolean => isSigned(archiveText(archive), archive);

/** A row of such a file as the house speaks of it. */
export function asArchive(row: JournalArchiveRow): Archive {
  return {
    ...{ id: row.id, firstBlock: row.first_block, lastBlock: row.last_block, entries: row.entries },
    ...{ firstSequence: row.first_sequence, lastSequence: row.last_sequence },
    ...{ since: row.since, until: row.until, bytes: row.bytes, sha256: row.sha256, mediaId: row.media_id },
    ...{ previousHash: row.previous_hash, lastHash: row.last_hash, madeAt: row.made_at },
    ...{ publicKey: row.public_key, signature: row.signature },
  };
}
