import { exemptFromOpening } from '#app/features/catalogue/exemptions.server.ts';
import { adoptNewestVersion } from '#app/features/timetable/section-details.server.ts';
import { closeSection, openSection } from '#app/features/timetable/sections.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { fiveOneNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { cancelSection, sectionToClose } from './cancelling.server.ts';
import { endLines } from './line-ends.server.ts';
import { roomOf } from './merge-plan.server.ts';
import { changeCapacity } from './offers.server.ts';
import { seatsOf } from './reading.server.ts';
import { lockSection } from './seats.server.ts';
import type { SectionChange } from './section-change.schema.ts';

export type ChangeOutcome =
  | { ok: true }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'refused'; field: string; message: string };

interface Changing {
  actor: Actor;
  sectionId: string;
  change: SectionChange;
  now: Date;
}

const done: ChangeOutcome = { ok: true };
const refused = (field: string, message: string): ChangeOutcome => ({
  ok: false,
  reason: 'refused',
  field,
  message,
});

/** Does what one form of a section's page asks for. */
export async function applyChange(
  db: Db,
  { actor, sectionId, change, now }: Changing,
): Promise<ChangeOutcome> {
  const deed = { actor, sectionId, now };
  switch (change.means) {
    case 'open':
      return open(db, deed);
    case 'version': {
      const { ok } = await inTransaction(db, (trx) => adoptNewestVersion(trx, deed));
      return ok ? done : refused('', '这个班已经开班，用的课程版本不能再换。');
    }
    case 'exempt':
      return exempt(db, { ...deed, change });
    case 'capacity':
      return changeSeats(db, { ...deed, capacity: change.capacity });
    case 'end':
      return end(db, { ...deed, reason: change.reason });
    case 'cancel':
      return cancel(db, { ...deed, reason: change.cancelReason });
  }
}

type Deed = Omit<Changing, 'change'>;

/** Under the section's lock: nobody chooses it, and no seat is offered, while it ends. Its line ends with it. */
function end(db: Db, { reason, ...deed }: Deed & { reason: string }): Promise<ChangeOutcome> {
  const { sectionId, now } = deed;
  return inTransaction(db, async (trx) => {
    await lockSection(trx, sectionId);
    const section = await sectionToClose(trx, sectionId);
    if (!section) return { ok: false, reason: 'not-found' };
    // Somebody else was first.
    if (section.closed) return done;
    await closeSection(trx, { ...deed, kind: 'ended', reason });
    while ((await endLines(trx, { sectionId, now })) > 0);
    return done;
  });
}

async function open(db: Db, deed: Deed): Promise<ChangeOutcome> {
  const opened = await openSection(db, deed);
  if (opened.ok) return done;
  if (opened.reason === 'not-found') return { ok: false, reason: 'not-found' };
  const missing = opened.missing.map((item) => fiveOneNames[item]).join('、');
  return refused('', `五个一还差：${missing}。补齐，或者写明理由免去，才能开班。`);
}

async function exempt(
  db: Db,
  { actor, sectionId, change, now }: Deed & { change: Extract<SectionChange, { means: 'exempt' }> },
): Promise<ChangeOutcome> {
  const section = await db
    .selectFrom('section')
    .select('course_version_id')
    .where('id', '=', sectionId)
    .executeTakeFirst();
  if (!section) return { ok: false, reason: 'not-found' };
  const { item, exemptReason } = change;
  const exemption = { actor, versionId: section.course_version_id, item, reason: exemptReason, now };
  const { ok } = await exemptFromOpening(db, exemption);
  return ok ? done : refused('item', '这一样已经有了，或者已经免去，不用再免。');
}

async function changeSeats(
  db: Db,
  { capacity, ...deed }: Deed & { capacity: number },
): Promise<ChangeOutcome> {
  const { sectionId, now } = deed;
  const before = (await seatsOf(db, [sectionId])).get(sectionId)?.capacity ?? 0;
  const room = capacity > before ? await roomOf(db, { sectionId, now }) : null;
  if (room !== null && capacity > room)
    return refused(
      'capacity',
      `上课的地点最多容 ${room} 人。名额写 ${room} 以内，或者先到“课次”里换大一点的地点。`,
    );
  const changed = await changeCapacity(db, { ...deed, capacity });
  if (changed.ok) return done;
  if (changed.reason === 'not-found') return { ok: false, reason: 'not-found' };
  return changed.reason === 'taken'
    ? refused('capacity', '名额不能少于已经选上、等待确认和预选里要摇出去的人数。')
    : refused('capacity', '这个班已经结束，名额不能再改。');
}

async function cancel(db: Db, { reason, ...deed }: Deed & { reason: string }): Promise<ChangeOutcome> {
  const cancelled = await cancelSection(db, { ...deed, reason });
  if (cancelled.ok) return done;
  if (cancelled.reason === 'not-found') return { ok: false, reason: 'not-found' };
  return cancelled.reason === 'completed'
    ? refused('cancelReason', '已经有人在这个班结业，不能取消。课上完了就结课。')
    : refused('cancelReason', '这个班已经结束，不用再取消。');
}
