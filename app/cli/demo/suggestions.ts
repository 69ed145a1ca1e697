import { acceptSuggestion, answerSuggestion } from '#app/features/suggestions/answering.server.ts';
import type { SuggestionKind } from '#app/features/suggestions/suggestions.rules.ts';
import { WrittenLately } from '#app/features/suggestions/too-many.ts';
import { writeSuggestion } from '#app/features/suggestions/writing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { actAs } from './actors.ts';
import { plusDays } from './calendar.ts';
import { known, type Loading } from './world.ts';

/** Of the one without a name, so that its receipt code is the same in every demo. */
export const NAMELESS = {
  token: '5b1d6c1e-3f2a-4c7d-9e80-1a2b3c4d5e6f',
  kind: 'burden',
  about: '',
  words: '同一张培训登记表，社区群里填一遍，系统里又填一遍。能不能只填一次？',
} as const;

/** Three things in the box: one that waits, one that is answered, and one without a name that was taken up and is late. */
export async function fillBox(
  loading: Loading,
  { accounts, registrar }: { accounts: ReadonlyMap<string, string>; registrar: Actor },
): Promise<void> {
  const { trx, now } = loading;
  const learner = await actAs(loading, known(accounts, 'learner', 'account'));
  const elder = await actAs(loading, known(accounts, 'elder', 'account'));
  const put = async (
    what: { token: string; kind: SuggestionKind; about: string; words: string },
    daysAgo: number,
    actor: Actor | null,
  ) => {
    const at = plusDays(now, -daysAgo);
    const written = await writeSuggestion(trx, {
      ...{ ...what, actor, named: actor !== null, address: '', lately: new WrittenLately(), now: at },
      publicMayWrite: true,
    });
    if (!written.ok) throw new Error(`The box does not take “${what.words}”: ${written.reason}.`);
    return written.suggestionId ?? '';
  };
  const about = '';
  await put({ ...NAMELESS }, 12, null);
  const answered = await put(
    {
      ...{ token: '0d9c8b7a-1111-4222-8333-444455556666', kind: 'suggestion', about },
      words: '晚上的课能不能早半个小时？老人回家天太黑。',
    },
    9,
    elder,
  );
  const taken = { actor: registrar, suggestionId: answered };
  await acceptSuggestion(trx, { ...taken, now: plusDays(now, -8) });
  await answerSuggestion(trx, {
    ...{ ...taken, now: plusDays(now, -6) },
    words: '下学期老年学校的晚课改到六点半开始，这学期还剩两次，请志愿者送到楼下。',
  });
  await put(
    {
      ...{ token: '0d9c8b7a-1111-4222-8333-777788889999', kind: 'technical', about },
      words: '看录播的时候，手机转过来字幕就盖住了讲义，看不清。',
    },
    0,
    learner,
  );
}
