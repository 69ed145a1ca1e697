import type { Trx } from '#db/database.ts';
import { queueProcessing } from './processing.server.ts';

/** A new version begins with the film of the old one, and with what was made of it. */
export async function shareFilm(
  trx: Trx,
  { from, to, now }: { from: string; to: string; now: Date },
): Promise<void> {
  const of = { recording_id: to };
  const source = await trx
    .selectFrom('recording_source')
    .selectAll()
    .where('recording_id', '=', from)
    .executeTakeFirst();
  if (source)
    await trx
      .insertInto('recording_source')
      .values({ ...source, ...of })
      .execute();
  const stream = await trx
    .selectFrom('recording_stream')
    .selectAll()
    .where('recording_id', '=', from)
    .executeTakeFirst();
  if (stream)
    await trx
      .insertInto('recording_stream')
      .values({ ...stream, ...of })
      .execute();
  else if (await isBeingMade(trx, from)) await queueProcessing(trx, { recordingId: to, now });
}

/** Whether sizes of a film were ever asked for; one that came without them stays as it is until somebody asks. */
async function isBeingMade(trx: Trx, recordingId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('recording_processing')
    .select('recording_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  return row !== undefined;
}
