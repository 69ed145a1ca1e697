import { holdersOf } from '#app/features/identity/held-roles.server.ts';
import { isReached } from '#app/features/identity/reach.server.ts';
import { tellMany } from '#app/features/notices/notices.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import type { SuggestionRow } from '#db/tables/suggestions.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { tellWriter } from './answering.server.ts';
import { clockOf, dueOn } from './clock.rules.ts';
import { suggestionRow, takeStep } from './steps.server.ts';
import { type DeskCode, isAbout, kindNames, type SuggestionState } from './suggestions.rules.ts';

/**
 * Reminds whoever is responsible of what was not taken up or not answered in time, once for each of the two days, and closes what nobody said
 * anything to. Answers how many it moved. Run by the worker; one that fails does not hold the others up.
 */
export async function attendToOverdue(
  db: Db,
  { limit, now, failed }: { limit: number; now: Date; failed: (id: string, error: unknown) => void },
): Promise<number> {
  const due = await db
    .selectFrom('suggestion')
    .select('id')
    .where('due_on', '<', dayOf(now))
    .orderBy('due_on')
    .limit(limit)
    .execute();
  let moved = 0;
  for (const { id } of due)
    try {
      if (await inTransaction(db, (trx) => attendTo(trx, id, now))) moved += 1;
    } catch (error) {
      failed(id, error);
    }
  return moved;
}

async function attendTo(trx: Trx, id: string, now: Date): Promise<boolean> {
  const row = await suggestionRow(trx, id);
  if (!row?.due_on || row.due_on >= dayOf(now)) return false;
  const at = now.toISOString();
  if (row.state === 'answered') {
    const closed = await takeStep(trx, { row, kind: 'silent', by: null, at, now });
    if (closed)
      await tellWriter(trx, row, {
        title: '你写的意见已经办结',
        body: '答复以后没有再说什么，按办结处理。',
        now,
      });
    return closed;
  }
  const state = row.state as SuggestionState;
  const { late } = clockOf({ state, clockFrom: row.clock_from }, now);
  const people = late ? await responsible(trx, row, dayOf(now)) : [];
  if (!late || people.length === 0) return lookLater(trx, row, now);
  if (!(await takeStep(trx, { row, kind: 'reminded', by: null, at, now }))) return false;
  const what = late.what === 'answer' ? '答复' : '受理';
  const told = {
    title: `意见箱有一份没有按时${what}`,
    body: `${kindNames[row.kind as keyof typeof kindNames]}，已超过 ${late.workingDays} 个工作日。`,
  };
  await tellMany(
    trx,
    people.map((personId) => ({
      ...{ personId, kind: 'suggestion', ...told, link: `/admin/suggestions/${id}`, now },
    })),
  );
  return true;
}

/** A holiday was announced since, or nobody is there to be reminded: asked again tomorrow. */
async function lookLater(trx: Trx, row: SuggestionRow, now: Date): Promise<boolean> {
  const due = dueOn(row.state as SuggestionState, row.clock_from, now);
  await trx.updateTable('suggestion').set({ due_on: due }).where('id', '=', row.id).execute();
  return false;
}

/** Whoever took it up; else those who hold the role of its desk over its writer, without the writer and whoever it is about. */
async function responsible(trx: Trx, row: SuggestionRow, onDay: string): Promise<string[]> {
  if (row.owner_person_id) return [row.owner_person_id];
  const found: string[] = [];
  for (const { personId, scopePath } of await holdersOf(trx, row.desk as DeskCode, onDay)) {
    if (personId === row.person_id || found.includes(personId)) continue;
    const reaches =
      scopePath === null ||
      (row.person_id !== null && (await isReached(trx, { scopes: [scopePath], onDay }, row.person_id)));
    if (reaches) found.push(personId);
  }
  if (found.length === 0) return [];
  const named = await trx.selectFrom('person').select(['id', 'name']).where('id', 'in', found).execute();
  return named.filter(({ name }) => !isAbout(row, name)).map(({ id }) => id);
}
