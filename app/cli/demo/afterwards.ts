import { contentJson } from '#app/cli/content-folder.ts';
import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { readNotice, unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { wordsFile } from '#content/world/words.schema.ts';
import { plusDays } from './calendar.ts';
import type { Population } from './learning.ts';
import type { PlannedSection } from './sections.ts';
import { known, type Loading } from './world.ts';

const NEWS_DAYS = 40;

/** Takes back a credit with its reason, and lets old notices be read. */
export async function tidyUp(
  loading: Loading,
  {
    sections,
    population,
    registrar,
  }: { sections: readonly PlannedSection[]; population: Population; registrar: Actor },
): Promise<void> {
  const { trx, now, today } = loading;
  const words = contentJson(wordsFile, 'world', 'words.json');
  const year = Number(today.slice(0, 4));
  for (const { account, section, reason } of words.reversals) {
    const personId = known(population.accounts, account, 'account');
    const course = sections.find(({ plan }) => plan.key === section)?.course;
    const entries = await creditEntries(trx, personId, accountingYear({}, year));
    const entry = entries.find(({ kind, title }) => kind === 'award' && title === course?.file.title);
    if (!entry) throw new Error(`${account} has no credit of ${section}.`);
    const reversed = await reverseCredit(trx, {
      actor: registrar,
      entryId: entry.id,
      reason,
      now: plusDays(now, -1),
    });
    if (!reversed.ok) throw new Error(`A credit of ${account} cannot be reversed: ${reversed.reason}.`);
  }
  for (const personId of population.accounts.values()) await readOldNotices(loading, personId);
}

async function readOldNotices({ trx, now }: Loading, personId: string): Promise<void> {
  const newsFrom = plusDays(now, -NEWS_DAYS).toISOString();
  for (const notice of await unreadNotices(trx, personId, 200)) {
    if (notice.createdAt < newsFrom) await readNotice(trx, { noticeId: notice.id, personId, now });
  }
}
