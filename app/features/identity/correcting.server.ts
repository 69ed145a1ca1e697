import type { Trx } from '#db/database.ts';
import { forgetKeptActors } from './kept-actors.server.ts';
import { namePinyin } from './names.rules.ts';

export type PersonChange = { name: string } | { pinyin: string } | { ageBand: string };

/**
 * Puts right what is known of a person: a new name brings its own pinyin. Frozen statements keep the name that they were frozen with. The caller has looked
 * whether the actor may, and writes the journal. Source: PIPL article 46.
 */
export async function correctPerson(
  trx: Trx,
  { personId, change }: { personId: string; change: PersonChange },
): Promise<void> {
  await trx.updateTable('person').set(columnsOf(change)).where('id', '=', personId).execute();
  forgetKeptActors();
}

function columnsOf(change: PersonChange) {
  if ('name' in change) return { name: change.name, name_pinyin: namePinyin(change.name) };
  if ('ageBand' in change) return { age_band: change.ageBand };
  const syllables = change.pinyin.toLowerCase().split(/\s+/).filter(Boolean);
  return { name_pinyin: `${syllables.join('')} ${syllables.map((one) => one[0]).join('')}` };
}
