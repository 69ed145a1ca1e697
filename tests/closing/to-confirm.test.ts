import { beforeEach, expect, it } from 'vitest';
import { answerDraft, draftOf } from '#app/features/closing/drafts.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { shownHash } from '#app/features/closing/reckoning.server.ts';
import { sheetsToConfirm } from '#app/features/closing/to-confirm.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { asThemselves, aYear, headWith, january, later, must, type SmallYear, shown, YEAR } from './year.ts';

const post = [{ validFrom: '2026-03-01', validTo: null }];

describeOnBothDatabases('a sheet that waits for its owner', (open) => {
  let db: Db;
  let small: SmallYear;
  let head: string;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    head = await headWith(small, '安如山', 1_600);
  });

  const waiting = (now = january, posts: readonly { validFrom: string; validTo: string | null }[] = post) =>
    sheetsToConfirm(db, { personId: head, posts, lines: [], now });
  const answer = async (words: string | null) => {
    const closing = await closingOf(db, YEAR);
    const draft = closing && (await draftOf(db, { closing, personId: head, now: january }));
    const seen = draft ? shownHash(draft) : '';
    must(await answerDraft(db, { actor: asThemselves(head), year: YEAR, words, seen, now: january }));
  };

  it('is none before drafts are shown and after the deadline', async () => {
    expect(await waiting()).toEqual([]);
    await shown(small);
    expect(await waiting()).toMatchObject([{ year: YEAR }]);
    expect(await waiting(later)).toEqual([]);
  });

  it.each([null, '少记了一次议事。'])('is answered by confirming and by objecting: %s', async (words) => {
    await shown(small);
    await answer(words);
    expect(await waiting()).toEqual([]);
  });

  it('is asked only of those who held a post in the year or have something of it', async () => {
    await shown(small);
    expect(await waiting(january, [])).toEqual([]);
    expect(await waiting(january, [{ validFrom: '2027-01-01', validTo: null }])).toEqual([]);
    expect(await waiting(january, [{ validFrom: '2024-01-01', validTo: '2025-12-31' }])).toEqual([]);
    const lines = [{ occurredOn: '2026-12-20' }];
    expect(await sheetsToConfirm(db, { personId: head, posts: [], lines, now: january })).toHaveLength(1);
  });
});
