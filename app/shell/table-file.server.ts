import { noteList } from '#app/features/journal/openings.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { streamTable } from '#app/lib/sheet.server.ts';
import type { TableSheet } from '#app/lib/sheets/table-sheet.ts';
import { sheetHeaders } from '#app/shell/sheet-headers.ts';
import type { Db } from '#db/database.ts';

/** A table as an Excel file, row by row as it is read. The caller has seen who asks, and read the same filters as the page. */
export function tableFile<Row>(table: TableSheet<Row>): Response {
  return new Response(streamTable(table), { headers: sheetHeaders(`${table.name}.xlsx`) });
}

/**
 * Notes that a list of other people's records leaves as a file, with what it was narrowed by. Awaited before its first byte: where it cannot be written, nothing leaves.
 */
export function noteFile(
  db: Db,
  { actor, request, now }: { actor: Actor; request: Request; now: Date },
): Promise<void> {
  return noteList(db, { actor, action: 'list.exported', url: request.url, now });
}
