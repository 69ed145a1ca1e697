import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { changeCohort } from './cohorts.server.ts';
import { confirmFormation, placeLate } from './confirming.server.ts';
import type { Deed, WrongField } from './formation.schema.ts';
import { moveByHand, undoMoves } from './moves.server.ts';
import { beginAnew, type ProposalOutcome, proposeFormation } from './proposing.server.ts';

interface Doing {
  actor: Actor;
  sectionId: string;
  deed: Deed;
  /** For a formation that begins, or is drawn again. */
  seed: string;
  now: Date;
}

/** What the page says afterwards (`told` goes into its address), or why it was not done. */
export type DeedOutcome = { ok: true; told: Record<string, string> } | { ok: false; error: WrongField };

const done = (what: string, more: Record<string, string> = {}): DeedOutcome => ({
  ok: true,
  told: { done: what, ...more },
});
const refused = (message: string, field = ''): DeedOutcome => ({ ok: false, error: { field, message } });

/** Does one thing with the formation of a section. Every deed that is done twice says so in words instead of failing. */
export async function doDeed(db: Db, { deed, seed, ...at }: Doing): Promise<DeedOutcome> {
  switch (deed.means) {
    case 'propose':
      return proposal(await proposeFormation(db, { ...at, settings: deed.given, seed }));
    case 'another':
      return proposal(await proposeFormation(db, { ...at, settings: deed.given, seed, another: true }));
    case 'anew':
      return proposal(await beginAnew(db, { ...at, seed }));
    case 'late':
      return done('late', { n: String((await placeLate(db, at)).placed) });
    case 'confirm':
      return confirmation(await confirmFormation(db, at));
    case 'move':
      return movement(await moveByHand(db, { ...at, ...deed.given, enrolmentIds: deed.given.people }));
    case 'undo':
      return back(await undoMoves(db, { ...at, which: { batchId: deed.given.batch } }));
    case 'release':
      return back(await undoMoves(db, { ...at, which: { enrolmentId: deed.given.enrolment } }));
    case 'cohort':
      return cohortChange(await changeCohort(db, { ...at, ...deed.given }), deed.given.cohort);
  }
}

function proposal(outcome: ProposalOutcome | null): DeedOutcome {
  if (outcome?.ok) return done('proposed', { n: String(outcome.people) });
  switch (outcome?.reason) {
    case 'nobody':
      return refused('还没有人选这个班，有人以后再分。');
    case 'too-many':
      return refused('这个班超过 500 人，不适合分班。可以先排几个班，让学员分开选。');
    case 'confirmed':
      return refused('分班已经确认，没有改动。后来的人可以补进去；全部重分请用“重新开始”。');
    default:
      return refused('还没有分过班。先定好分法，再分班。');
  }
}

function confirmation(outcome: Awaited<ReturnType<typeof confirmFormation>>): DeedOutcome {
  if (outcome.ok) return done('confirmed', { n: String(outcome.told) });
  if (outcome.reason === 'unplaced')
    return refused(`还有 ${outcome.people} 人没有分到组。先把他们补进去，再确认。`);
  return outcome.reason === 'confirmed'
    ? refused('分班已经确认过了，大家也都通知到了。')
    : refused('还没有分过班。先定好分法，再分班。');
}

function movement(outcome: Awaited<ReturnType<typeof moveByHand>>): DeedOutcome {
  if (outcome.ok) return done('moved', { n: String(outcome.moved), batch: outcome.batchId });
  switch (outcome.reason) {
    case 'no-such-place':
      return refused('这个组已经不在了，可能刚刚重新分过。请再选一个组。', 'to');
    case 'nobody':
      return refused('勾选的人已经在这个组，或者已经退选，没有人要移。', 'people');
    default:
      return refused('还没有分过班。先定好分法，再分班。');
  }
}

function back({ undone }: { undone: number }): DeedOutcome {
  return undone > 0
    ? done('undone', { n: String(undone) })
    : refused('没有可以撤销的：这些人后来又移过，或者原来的班已经没有了。');
}

function cohortChange(outcome: Awaited<ReturnType<typeof changeCohort>>, cohort: number): DeedOutcome {
  if (outcome.ok) return done('cohort');
  switch (outcome.reason) {
    case 'name-taken':
      return refused('另一个班已经叫这个名字，请换一个。', `name-${cohort}`);
    case 'nobody-called-so':
      return refused('没有找到这个人。请写全姓名，或者写用户名。', `head-${cohort}`);
    case 'several':
      return refused(`叫这个名字的不止一位，请写用户名：${outcome.usernames.join('、')}。`, `head-${cohort}`);
    default:
      return refused('这个班已经不在了，可能刚刚重新分过。');
  }
}
