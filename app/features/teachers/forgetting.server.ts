import type { Trx } from '#db/database.ts';

/** Takes somebody's name, words and consent out of the teacher library: their account is closed. That a teacher taught stays with what they taught. */
export async function forgetTeacher(
  trx: Trx,
  { personId, pseudonym }: { personId: string; pseudonym: string },
): Promise<void> {
  const rows = await trx.selectFrom('teacher').select('id').where('person_id', '=', personId).execute();
  for (const { id } of rows) {
    await trx.deleteFrom('teacher_consent').where('teacher_id', '=', id).execute();
    await trx
      .updateTable('teacher')
      .set({ name: pseudonym, headline: '', bio: '', slug: `closed-${id}` })
      .where('id', '=', id)
      .execute();
  }
}
