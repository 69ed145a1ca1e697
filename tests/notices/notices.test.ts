import { beforeEach, expect, it } from 'vitest';
import { createPerson } from '#app/features/identity/people.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { readNotice, tell, unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const now = new Date('2026-11-22T03:00:00.000Z');
const later = new Date('2026-11-22T04:00:00.000Z');

describeOnBothDatabases('notices', (open) => {
  let db: Db;
  let personId: string;
  let other: string;

  beforeEach(async () => {
    db = await open();
    personId = await aPerson('one');
    other = await aPerson('other');
  });

  async function aPerson(username: string): Promise<string> {
    const outcome = await createPerson(db, { actor: systemActor('test'), username, name: '佟向暖', now });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.personId;
  }

  it('are read by the person told, newest first', async () => {
    await tell(db, {
      personId,
      kind: 'credit',
      title: '学分已计入',
      body: '你得了 4 学分。',
      link: '/me/credits',
      now,
    });
    await tell(db, { personId, kind: 'offer', title: '轮到你了', body: '有一个名额留给你。', now: later });
    await tell(db, { personId: other, kind: 'offer', title: '轮到你了', body: '别人的。', now: later });
    const notices = await unreadNotices(db, personId);
    expect(notices.map(({ kind }) => kind)).toEqual(['offer', 'credit']);
    expect(notices[1]).toMatchObject({
      title: '学分已计入',
      link: '/me/credits',
      createdAt: now.toISOString(),
    });
  });

  it('leave the list when read, also when read twice, and by nobody else', async () => {
    await tell(db, { personId, kind: 'credit', title: '学分已计入', body: '', now });
    const noticeId = (await unreadNotices(db, personId))[0]!.id;
    expect(await readNotice(db, { noticeId, personId: other, now })).toBe(false);
    expect(await unreadNotices(db, personId)).toHaveLength(1);
    expect(await readNotice(db, { noticeId, personId, now })).toBe(true);
    expect(await readNotice(db, { noticeId, personId, now: later })).toBe(true);
    expect(await unreadNotices(db, personId)).toEqual([]);
  });

  it('cut a text that is too long instead of failing the deed', async () => {
    await tell(db, { personId, kind: 'credit', title: '长'.repeat(130), body: '短', now });
    expect((await unreadNotices(db, personId))[0]!.title).toBe(`${'长'.repeat(119)}…`);
  });
});
