import type { Trx } from '#db/database.ts';

/** Puts a pseudonym in the place of somebody's name on their certificates: their account is closed. Whoever holds the paper can still have it checked by its number. */
export async function forgetNames(
  trx: Trx,
  { personId, pseudonym }: { personId: string; pseudonym: string },
): Promise<void> {
  const rows = await trx
    .selectFrom('certificate')
    .select(['id', 'content'])
    .where('person_id', '=', personId)
    .execute();
  for (const { id, content } of rows) {
    const redacted = { ...(JSON.parse(content) as Record<string, unknown>), name: pseudonym };
    await trx
      .updateTable('certificate')
      .set({ content: JSON.stringify(redacted) })
      .where('id', '=', id)
      .execute();
  }
}
