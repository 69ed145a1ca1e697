import { contentJson } from '#app/cli/content-folder.ts';
import { advanceRuns } from '#app/features/closing/advancing.server.ts';
import { lockYear, openConfirmation, previewYear } from '#app/features/closing/closings.server.ts';
import { answerDraft, draftOf } from '#app/features/closing/drafts.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { answerObjection, objectionsOf } from '#app/features/closing/objections.server.ts';
import { shownHash } from '#app/features/closing/reckoning.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { instantAt } from '#app/lib/time.ts';
import { type WordsFile, wordsFile } from '#content/world/words.schema.ts';
import { actAs } from './actors.ts';
import { known, type Loading } from './world.ts';

interface Closing {
  accounts: ReadonlyMap<string, string>;
  registrar: Actor;
}

/** Closes the year before, in the January after it: counted, shown, confirmed by some, objected to by one, answered, frozen. */
export async function closeLastYear(
  loading: Loading,
  { accounts, registrar: actor }: Closing,
): Promise<void> {
  const { trx, today } = loading;
  const year = closedYearOf(today);
  const on = (day: string) => instantAt(`${year + 1}-01-${day}`, '10:00');
  must(await previewYear(trx, { actor, year, now: on('05') }));
  await advanceRuns(trx, { now: on('05') });
  must(await openConfirmation(trx, { actor, year, untilDay: `${year + 1}-01-20`, now: on('06') }));
  await advanceRuns(trx, { now: on('06') });
  const { sheetAnswers } = contentJson(wordsFile, 'world', 'words.json');
  for (const answer of sheetAnswers) await say(loading, { accounts, year, answer, now: on('08') });
  await reply(loading, { actor, year, sheetAnswers, now: on('09') });
  must(await lockYear(trx, { actor, year, now: on('22') }));
  await advanceRuns(trx, { now: on('22') });
}

/** Early in a year the one before is not closed yet: then it is the one before that. */
export function closedYearOf(today: string): number {
  const thisYear = Number(today.slice(0, 4));
  return today < `${thisYear}-02-01` ? thisYear - 2 : thisYear - 1;
}

interface Saying {
  accounts: ReadonlyMap<string, string>;
  year: number;
  answer: WordsFile['sheetAnswers'][number];
  now: Date;
}

/** Whoever held nothing in that year has nothing to look at. */
async function say(loading: Loading, { accounts, year, answer, now }: Saying): Promise<void> {
  const { trx } = loading;
  const personId = known(accounts, answer.account, 'account');
  const closing = await closingOf(trx, year);
  const draft = closing && (await draftOf(trx, { closing, personId, now }));
  if (!draft) return;
  const actor = await actAs(loading, personId);
  must(await answerDraft(trx, { actor, year, words: answer.words ?? null, seen: shownHash(draft), now }));
}

async function reply(
  { trx }: Loading,
  {
    actor,
    year,
    sheetAnswers,
    now,
  }: { actor: Actor; year: number; sheetAnswers: WordsFile['sheetAnswers']; now: Date },
): Promise<void> {
  const closing = await closingOf(trx, year);
  const found = closing && (await objectionsOf(trx, { closingId: closing.id, page: 1 }));
  for (const { id: answerId, words: said } of found?.objections ?? []) {
    const words = sheetAnswers.find((each) => each.words === said)?.reply ?? '已经看过，按现在的结账。';
    must(await answerObjection(trx, { actor, year, answerId, words, now }));
  }
}

function must(outcome: { ok: boolean }): void {
  if (!outcome.ok) throw new Error(`The demo year is not closed: ${JSON.stringify(outcome)}.`);
}
