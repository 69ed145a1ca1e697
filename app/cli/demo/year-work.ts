import { contentJson } from '#app/cli/content-folder.ts';
import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { proposeAddition } from '#app/features/adjustments/proposing.server.ts';
import { beginDeclaration } from '#app/features/declarations/declaring.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { decideDeclaration } from '#app/features/declarations/reviewing.server.ts';
import { sendDeclaration } from '#app/features/declarations/sending.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { addDays } from '#app/lib/time.ts';
import { type YearWorkFile, yearWorkFile } from '#content/world/year-work.schema.ts';
import { actAs } from './actors.ts';
import { momentOf, plusDays } from './calendar.ts';
import { closedYearOf } from './closed-year.ts';
import type { Population } from './learning.ts';
import { known, type Loading } from './world.ts';

interface Staff {
  registrar: Actor;
  reviewer: Actor;
}

/**
 * Lets many people bring in what they have learned elsewhere, so that the year of a community is a mixed one: earlier lessons are carried over by
 * registrar and reviewer, outside courses declared by each, reviewed, made public and posted.
 */
export async function bringInYearWork(loading: Loading, population: Population, staff: Staff): Promise<void> {
  const file = contentJson(yearWorkFile, 'world', 'year-work.json');
  for (const { pool, fates } of file.pools) {
    const people = known(population.pools, pool, 'pool');
    for (const [index, fate] of [...fates].entries()) {
      const personId = people[index];
      if (!personId) throw new Error(`${pool} has nobody at ${index}.`);
      const bringing = { ...staff, personId };
      if (fate === 'B') await carryLastYear(loading, bringing, file.lastYear);
      if (fate === 'B' || fate === 'E') await carryThisYear(loading, bringing, file.earlier);
      const share = fate === 'B' ? 1 : 0.5;
      if (fate === 'B' || fate === 'H') await declare(loading, bringing, { ...file.outside, share });
    }
  }
  await postAfterPublicity(loading.trx, {
    limit: 1000,
    now: plusDays(loading.now, -file.outside.postedDaysAgo),
  });
}

type Bringing = Staff & { personId: string };

function carryThisYear(
  loading: Loading,
  bringing: Bringing,
  { daysAgo, ...lessons }: YearWorkFile['earlier'],
): Promise<void> {
  const occurredOn = addDays(loading.today, -daysAgo);
  return carryOver(loading, bringing, { ...lessons, occurredOn, now: plusDays(loading.now, 10 - daysAgo) });
}

/** In the first days after it, before it was closed. */
async function carryLastYear(
  loading: Loading,
  bringing: Bringing,
  { days, ...lessons }: YearWorkFile['lastYear'],
): Promise<void> {
  const year = closedYearOf(loading.today);
  const now = momentOf(`${year + 1}-01-02`, '09:30');
  for (const day of days)
    await carryOver(loading, bringing, { ...lessons, occurredOn: `${year}-${day}`, now });
}

type Lessons = Pick<YearWorkFile['earlier'], 'title' | 'reason' | 'evidence' | 'credits'>;

async function carryOver(
  { trx }: Loading,
  { registrar, reviewer, personId }: Bringing,
  lessons: Lessons & { occurredOn: string; now: Date },
): Promise<void> {
  const { credits: amount, now, ...told } = lessons;
  const proposed = await proposeAddition(trx, {
    ...{ actor: registrar, personId, now },
    form: {
      ...{ kind: 'earlier-record', category: 'A', elective: 'required', school: 'governance' },
      ...{ ...told, units: amount, amount: null, level: '', again: false, sameAs: '' as const },
    },
  });
  if (!proposed.ok) throw new Error(`Earlier lessons cannot be carried over: ${proposed.reason}.`);
  const { adjustmentId } = proposed;
  const decision = { actor: reviewer, adjustmentId, words: '对过签到册，属实。' };
  const confirmed = await confirmAdjustment(trx, { ...decision, now: plusDays(now, 1) });
  if (!confirmed.ok) throw new Error(`Earlier lessons cannot be confirmed: ${confirmed.reason}.`);
}

async function declare(
  loading: Loading,
  { reviewer, personId }: Bringing,
  outside: YearWorkFile['outside'] & { share: number },
): Promise<void> {
  const { trx, now, today } = loading;
  const { title, organiser, words, doneDaysAgo, sentDaysAgo, grantedDaysAgo } = outside;
  const units = outside.hours * outside.share;
  const actor = await actAs(loading, personId);
  const begun = await beginDeclaration(trx, {
    ...{ actor, category: 'H', activity: 'outside', formToken: newId() },
    form: {
      ...{
        title,
        organiser,
        words,
        certificate: '',
        companions: '',
        part: '',
        again: false,
        level: null,
        sameAs: '',
      },
      ...{ units, occurredOn: addDays(today, -doneDaysAgo) },
    },
    now: plusDays(now, -sentDaysAgo),
  });
  if (!begun.ok) throw new Error(`${title} is not taken: ${begun.reason}.`);
  const { declarationId } = begun;
  const steps = async () => (await declarationRow(trx, declarationId))?.steps ?? 0;
  const sent = await sendDeclaration(trx, {
    ...{ actor, declarationId, words: '', seen: await steps() },
    now: plusDays(now, -sentDaysAgo),
  });
  const granted = await decideDeclaration(trx, {
    ...{ actor: reviewer, declarationId, means: 'grant', words: '证明和课表齐全。', seen: await steps() },
    accepted: { level: null, units, again: false },
    now: plusDays(now, -grantedDaysAgo),
  });
  if (!sent.ok || !granted.ok) throw new Error(`${title} is not recognised.`);
}
