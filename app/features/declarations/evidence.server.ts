import { endFile } from '#app/features/media/ends.server.ts';
import { mediaAddresses, type PlacedFile, recordFile } from '#app/features/media/files.server.ts';
import { MOST_FILES } from '#app/features/media/work-files.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';

interface Changing {
  actor: Actor;
  declarationId: string;
  files?: readonly PlacedFile[];
  /** The file to take out. */
  remove?: string | null;
  now: Date;
}

/** Takes a file out and adds others, five at most; says when some did not fit. Whoever calls holds the declaration's row. */
export async function changeFiles(
  trx: Trx,
  { declarationId, remove, files = [], actor, now }: Changing,
): Promise<{ tooMany: boolean }> {
  if (remove) {
    const { numDeletedRows } = await trx
      .deleteFrom('declaration_file')
      .where('declaration_id', '=', declarationId)
      .where('media_id', '=', remove)
      .executeTakeFirstOrThrow();
    if (Number(numDeletedRows) > 0) await endFile(trx, { mediaId: remove, now });
  }
  if (files.length === 0) return { tooMany: false };
  const there = await trx
    .selectFrom('declaration_file')
    .select('media_id')
    .where('declaration_id', '=', declarationId)
    .execute();
  const fitting = files.slice(0, Math.max(0, MOST_FILES - there.length));
  for (const placed of fitting) {
    await recordFile(trx, { placed, actor, now });
    await trx
      .insertInto('declaration_file')
      .values({ declaration_id: declarationId, media_id: placed.id, added_at: now.toISOString() })
      .execute();
  }
  return { tooMany: fitting.length < files.length };
}

/** What its files are, each by the sum of its bytes. */
export async function sumsOf(db: Db, declarationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('declaration_file')
    .innerJoin('media_file', 'media_file.id', 'declaration_file.media_id')
    .select('sha256')
    .where('declaration_id', '=', declarationId)
    .execute();
  return rows.map(({ sha256 }) => sha256);
}

export interface EvidenceFile {
  id: string;
  name: string;
  bytes: number;
  sha256: string;
  /** Signed for whoever asked, and for nobody else. */
  href: string;
}

/** The files of a declaration, signed for `forPerson`: whoever calls has seen that they may read it. One statement. */
export async function evidenceOf(
  db: Db,
  { declarationId, forPerson, now }: { declarationId: string; forPerson: string | null; now: Date },
): Promise<EvidenceFile[]> {
  const rows = await db
    .selectFrom('declaration_file')
    .innerJoin('media_file', 'media_file.id', 'declaration_file.media_id')
    .select(['media_file.id', 'original_name', 'bytes', 'sha256'])
    .where('declaration_id', '=', declarationId)
    .orderBy('added_at')
    .orderBy('media_file.id')
    .execute();
  const ids = rows.map(({ id }) => id);
  const hrefs = ids.length > 0 ? await mediaAddresses(db, ids, { now, forPerson }) : [];
  return rows.map(({ id, original_name: name, bytes, sha256 }, index) => ({
    id,
    name,
    bytes,
    sha256,
    href: hrefs[index] ?? '',
  }));
}
