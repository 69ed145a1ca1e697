import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import type { Trx } from '#db/database.ts';
import { lockLease } from './lease-lock.server.ts';
import { inOtherSeat } from './past-lease.ts';
import { addSpans, coveredMs, furthestMs, isComplete, type Span, shareOf } from './viewing.rules.ts';

export interface Moving {
  personId: string;
  fromId: string;
  toId: string;
  now: Date;
}

/**
 * Keeps reports of these people about what they watch waiting until a merge is done: they find then that the lease is another
 * enrolment's, and are decided anew. One by one in the order given, before any pin: a report takes the lease first as well.
 */
export async function holdLeases(trx: Trx, personIds: readonly string[]): Promise<void> {
  for (const personId of personIds) await lockLease(trx, personId);
}

/**
 * Takes everything along that somebody has watched whose enrolment became one in another section of the course: parts, answers to
 * questions, notes, and the lease, so that an open player plays on. What is enough for what is asked there meets it. Again it takes what
 * has come to the old enrolment since, and loses nothing of either.
 */
export async function moveViewings(trx: Trx, moving: Moving): Promise<void> {
  const { fromId, toId } = moving;
  await lockLease(trx, moving.personId);
  await moveLease(trx, moving);
  const [before, there] = [await viewingsIn(trx, fromId), await viewingsIn(trx, toId)];
  for (const viewing of before) {
    const known = there.find(({ recording_id }) => recording_id === viewing.recording_id);
    if (known) await joinViewings(trx, viewing, known);
    else await trx.updateTable('viewing').set({ enrolment_id: toId }).where('id', '=', viewing.id).execute();
  }
  await moveAnswers(trx, moving);
  await trx
    .updateTable('recording_note')
    .set({ enrolment_id: toId })
    .where('enrolment_id', '=', fromId)
    .execute();
  if (before.length > 0) await meetWatched(trx, moving);
}

async function moveLease(trx: Trx, { personId, fromId, toId }: Moving): Promise<void> {
  const lease = await trx
    .selectFrom('viewing_lease')
    .select(['enrolment_id', 'last_lease'])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (!lease) return;
  await trx
    .updateTable('viewing_lease')
    .set({
      enrolment_id: lease.enrolment_id === fromId ? toId : lease.enrolment_id,
      last_lease: inOtherSeat(lease.last_lease, { fromId, toId }),
    })
    .where('person_id', '=', personId)
    .execute();
}

type Kept = Awaited<ReturnType<typeof viewingsIn>>[number];

function viewingsIn(trx: Trx, enrolmentId: string) {
  return trx.selectFrom('viewing').selectAll().where('enrolment_id', '=', enrolmentId).execute();
}

/** One of what both have seen, with the place of the later one. */
async function joinViewings(trx: Trx, before: Kept, known: Kept): Promise<void> {
  const spans = addSpans(JSON.parse(known.spans) as Span[], JSON.parse(before.spans) as Span[]);
  const later = before.updated_at > known.updated_at ? before : known;
  await trx
    .updateTable('viewing')
    .set({
      spans: JSON.stringify(spans),
      covered_ms: coveredMs(spans),
      furthest_ms: furthestMs(spans),
      position_ms: later.position_ms,
      updated_at: later.updated_at,
      completed_at: known.completed_at ?? before.completed_at,
      ask_at_ms: Math.max(known.ask_at_ms, before.ask_at_ms),
    })
    .where('id', '=', known.id)
    .execute();
  await trx.deleteFrom('viewing').where('id', '=', before.id).execute();
}

async function moveAnswers(trx: Trx, { fromId, toId }: Moving): Promise<void> {
  const answers = await answersIn(trx, fromId);
  if (answers.length === 0) return;
  const there = await answersIn(trx, toId);
  for (const { recording_id, number } of answers) {
    const behind = there.filter((answer) => answer.recording_id === recording_id).at(-1)?.number ?? 0;
    await trx
      .updateTable('viewing_answer')
      .set({ enrolment_id: toId, number: number + behind })
      .where('enrolment_id', '=', fromId)
      .where('recording_id', '=', recording_id)
      .where('number', '=', number)
      .execute();
  }
}

function answersIn(trx: Trx, enrolmentId: string) {
  return trx
    .selectFrom('viewing_answer')
    .select(['recording_id', 'number'])
    .where('enrolment_id', '=', enrolmentId)
    .orderBy('number')
    .execute();
}

/**
 * Meets what the enrolment asks to be watched where enough is. Another section may ask for another share: what it asks decides whether
 * a lecture is watched, so that the rest of it can still be.
 */
async function meetWatched(trx: Trx, { toId, now }: Moving): Promise<void> {
  const asked = await trx
    .selectFrom('viewing')
    .innerJoin('recording', 'recording.id', 'viewing.recording_id')
    .innerJoin('requirement', (join) =>
      join
        .onRef('requirement.enrolment_id', '=', 'viewing.enrolment_id')
        .onRef('requirement.subject_id', '=', 'viewing.recording_id')
        .on('requirement.kind', '=', 'watch'),
    )
    .select(['viewing.id', 'recording_id', 'covered_ms', 'completed_at', 'duration_ms', 'detail'])
    .where('viewing.enrolment_id', '=', toId)
    .execute();
  for (const { id, recording_id: subjectId, duration_ms: durationMs, ...row } of asked) {
    const share = shareOf(JSON.parse(row.detail));
    const done = isComplete({ covered: row.covered_ms, durationMs, share });
    const completedAt = done ? (row.completed_at ?? now.toISOString()) : null;
    if (completedAt !== row.completed_at)
      await trx.updateTable('viewing').set({ completed_at: completedAt }).where('id', '=', id).execute();
    if (!done) continue;
    const evidence = {
      coveredSeconds: row.covered_ms / 1000,
      durationSeconds: durationMs / 1000,
      minimumShare: share,
    };
    await meetRequirement(trx, { enrolmentId: toId, kind: 'watch', subjectId, evidence, now });
  }
}
