import { expect, it } from 'vitest';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import { applyChange } from '#app/features/recordings/edit-actions.server.ts';
import { publishRecording } from '#app/features/recordings/publishing.server.ts';
import { decideReview, submitForReview, takeBackFromReview } from '#app/features/recordings/review.server.ts';
import { publishReviewed } from '#app/features/recordings/review-writes.server.ts';
import { countForReview, reviewsOf, waitingForReview } from '#app/features/recordings/reviews.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import type { Db } from '#db/database.ts';
import { actorWith, aGrant, aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aRecording } from './academy.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const later = new Date('2026-11-22T06:00:00.000Z');
const consent = { people: '杨桂珍', way: 'written' } as const;

describeOnBothDatabases('a second person looks at a recording', (open) => {
  async function aRegistrar(db: Db, name: string): Promise<Actor> {
    const personId = await aPerson(db);
    await aGrant(db, personId, 'registrar');
    return actorWith('registrar', { personId, name });
  }

  async function aDraft() {
    const db = await open();
    const taught = await aCourse(db);
    const recordingId = await aRecording(db, taught.courseId, { published: false });
    const [author, second, third] = [
      await aRegistrar(db, '作者'),
      await aRegistrar(db, '第二人'),
      await aRegistrar(db, '第三人'),
    ];
    await db
      .updateTable('recording')
      .set({ uploaded_by: author.personId, captions_media_id: (await anyFile(db)) ?? null })
      .where('id', '=', recordingId)
      .execute();
    const stateNow = async () => (await recordingAtDesk(db, author, recordingId))?.state;
    const heard = async ({ personId }: Actor) =>
      (await unreadNotices(db, personId ?? '')).map(({ title }) => title);
    return { db, recordingId, author, second, third, stateNow, heard };
  }
  const anyFile = async (db: Db) => (await db.selectFrom('media_file').select('id').executeTakeFirst())?.id;

  it('publishes only what somebody else has approved, each step with its author', async () => {
    const { db, recordingId, author, second, third, stateNow, heard } = await aDraft();
    const by = (actor: Actor) => ({ actor, recordingId, now });
    expect(await publishRecording(db, by(author))).toEqual({ ok: false, reason: 'not-approved' });
    // The third submits what the author uploaded: neither of the two may decide.
    expect(await submitForReview(db, { ...by(third), consent })).toEqual({ ok: true });
    expect([await stateNow(), await heard(second), await heard(author)]).toEqual([
      'in-review',
      ['录播待审看：先认门、再认人'],
      [],
    ]);
    expect(await submitForReview(db, { ...by(author), consent })).toEqual({ ok: false, reason: 'in-review' });
    for (const actor of [author, third]) {
      expect(await waitingForReview(db, { reach: 'all', personId: actor.personId })).toEqual([]);
      expect(await decideReview(db, { ...by(actor), outcome: 'approved', words: '' })).toEqual({
        ok: false,
        reason: 'own',
      });
    }
    expect(await waitingForReview(db, { reach: 'all', personId: second.personId })).toMatchObject([
      { recordingId },
    ]);
    const nowhere = { reach: { schools: [], courseIds: [] }, personId: second.personId };
    expect(await waitingForReview(db, nowhere)).toEqual([]);
    const counted = [
      { reach: 'all', personId: second.personId } as const,
      { reach: 'all', personId: third.personId } as const,
      { reach: 'all', personId: null } as const,
      nowhere,
    ].map((reader) => countForReview(db, reader));
    expect(await Promise.all(counted)).toEqual([1, 0, 0, 0]);
    expect(await publishRecording(db, by(author))).toEqual({ ok: false, reason: 'not-approved' });
    expect(await decideReview(db, { ...by(second), outcome: 'approved', words: '讲得清楚' })).toEqual({
      ok: true,
    });
    expect([await stateNow(), await heard(author)]).toEqual(['approved', ['录播审看通过：先认门、再认人']]);
    expect(await publishRecording(db, by(author))).toEqual({ ok: true });
    expect(await stateNow()).toBe('published');
    expect(await reviewsOf(db, recordingId)).toMatchObject([
      { submittedAt: now.toISOString(), consent, end: { outcome: 'approved', words: '讲得清楚' } },
    ]);
    const actions = await db.selectFrom('journal_entry').select(['action', 'actor_id']).execute();
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['recording.submitted', 'recording.approved', 'recording.published']),
    );
  });

  it('goes back with words, and comes again', async () => {
    const { db, recordingId, author, second, stateNow, heard } = await aDraft();
    const by = (actor: Actor, at = now) => ({ actor, recordingId, now: at });
    await submitForReview(db, { ...by(author), consent });
    expect(await decideReview(db, { ...by(second), outcome: 'returned', words: '字幕差一段' })).toEqual({
      ok: true,
    });
    expect([await stateNow(), await heard(author)]).toEqual(['draft', ['录播退回修改：先认门、再认人']]);
    expect(await publishRecording(db, by(author))).toEqual({ ok: false, reason: 'not-approved' });
    expect(await decideReview(db, { ...by(second), outcome: 'approved', words: '' })).toMatchObject({
      reason: 'not-in-review',
    });
    expect(await submitForReview(db, { ...by(author, later), consent })).toEqual({ ok: true });
    expect(await takeBackFromReview(db, by(author, later))).toEqual({ ok: true });
    expect(await stateNow()).toBe('draft');
    const nobody = { people: '', way: 'nobody' } as const;
    expect(await submitForReview(db, { ...by(author, later), consent: nobody })).toEqual({ ok: true });
    expect((await reviewsOf(db, recordingId)).map(({ end }) => end?.outcome)).toHaveLength(3);
  });

  it('is taken back once it is approved, and never published then', async () => {
    const { db, recordingId, author, second, stateNow } = await aDraft();
    const by = (actor: Actor, at = now) => ({ actor, recordingId, now: at });
    const approve = async () => {
      await submitForReview(db, { ...by(author), consent });
      await decideReview(db, { ...by(second), outcome: 'approved', words: '' });
    };
    const takenBack = async () => (await reviewsOf(db, recordingId)).map(({ end }) => end?.takenBack);
    await approve();
    expect(await takenBack()).toEqual([false]);
    expect(await takeBackFromReview(db, by(author))).toEqual({ ok: true });
    expect([await stateNow(), await takenBack()]).toEqual(['draft', [true]]);
    expect(await publishRecording(db, by(author))).toEqual({ ok: false, reason: 'not-approved' });
    await approve();
    const outcomes = await Promise.all([
      publishRecording(db, by(author)),
      takeBackFromReview(db, by(author, later)),
      takeBackFromReview(db, by(second, later)),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await stateNow()).toBe(outcomes[0]?.ok ? 'published' : 'draft');
    expect(await takeBackFromReview(db, by(author))).toEqual({ ok: false, reason: 'not-in-review' });
  });

  it('is decided once, and handed in once, however many try', async () => {
    const { db, recordingId, author, second, third } = await aDraft();
    const by = (actor: Actor) => ({ actor, recordingId, now });
    const handed = await Promise.all(
      [author, author, author].map((actor) => submitForReview(db, { ...by(actor), consent })),
    );
    expect(handed.filter(({ ok }) => ok)).toHaveLength(1);
    const decided = await Promise.all([
      decideReview(db, { ...by(second), outcome: 'approved', words: '' }),
      decideReview(db, { ...by(third), outcome: 'returned', words: '再改改' }),
      takeBackFromReview(db, by(author)),
    ]);
    expect(decided.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.selectFrom('recording_review_end').selectAll().execute()).toHaveLength(1);
  });

  it('takes captions first, knows strangers not, and is not for what is published already', async () => {
    const { db, recordingId, author } = await aDraft();
    await db.updateTable('recording').set({ captions_media_id: null }).execute();
    const step = { actor: author, recordingId, now, consent };
    expect(await submitForReview(db, step)).toEqual({ ok: false, reason: 'no-captions' });
    const stranger = sealActor({ personId: await aPerson(db), name: '外人', roles: [] });
    for (const outcome of [
      await submitForReview(db, { ...step, actor: stranger }),
      await decideReview(db, { ...step, actor: stranger, outcome: 'approved', words: '' }),
    ])
      expect(outcome).toEqual({ ok: false, reason: 'not-found' });
    const { courseId } = await aCourse(db);
    const published = await aRecording(db, courseId);
    expect(await submitForReview(db, { ...step, recordingId: published })).toEqual({
      ok: false,
      reason: 'not-a-draft',
    });
    await expect(
      db.transaction().execute((trx) => publishReviewed(trx, { ...step, reviewer: author })),
    ).rejects.toThrow('reviewer');
  });

  it('answers the forms of the page in words', async () => {
    const { db, recordingId, author, second, stateNow } = await aDraft();
    const context = { db, now: () => now } as unknown as RequestContext;
    const sent = (actor: Actor, fields: Record<string, string>) =>
      applyChange(context, { actor, recordingId, fields });
    const words = async (actor: Actor, fields: Record<string, string>) =>
      JSON.stringify(await sent(actor, fields));
    expect(await words(author, { means: 'publish' })).toContain('先送审');
    expect(await words(author, { means: 'submit' })).toContain('怎样同意');
    expect(await words(author, { means: 'submit', way: 'spoken', people: ' ' })).toContain('画面里有谁');
    expect(await sent(author, { means: 'submit', way: 'nobody', people: '多余' })).toEqual({ ok: true });
    expect(await reviewsOf(db, recordingId)).toMatchObject([{ consent: { people: '', way: 'nobody' } }]);
    expect(await words(author, { means: 'approve' })).toContain('另一位');
    expect(await words(second, { means: 'return', words: '' })).toContain('要改什么');
    expect(await sent(author, { means: 'take-back' })).toEqual({ ok: true });
    expect(await sent(author, { means: 'submit', way: 'nobody' })).toEqual({ ok: true });
    expect(await sent(second, { means: 'approve' })).toEqual({ ok: true });
    expect(await sent(author, { means: 'publish' })).toEqual({ ok: true });
    expect(await stateNow()).toBe('published');
    expect(await words(author, { means: 'nonsense' })).toContain('没有看懂');
  });
});
