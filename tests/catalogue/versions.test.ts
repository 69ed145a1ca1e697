import { beforeEach, expect, it } from 'vitest';
import {
  fiveOneOf,
  fiveOneStates,
  fiveOnesOf,
  isThere,
  missingForOpening,
  writeFiveOne,
} from '#app/features/catalogue/five-ones.server.ts';
import {
  catalogueRevision,
  draftVersion,
  publishVersion,
  versionsOf,
} from '#app/features/catalogue/versions.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { importer as actor, someTime, withCourses } from './some-courses.ts';

const later = (minutes: number) => new Date(someTime.getTime() + minutes * 60_000);

describeOnBothDatabases('course versions', (open) => {
  let db: Db;
  let courseId: string;
  let first: string;

  beforeEach(async () => {
    db = await open();
    const zl05 = (await withCourses(db)).get('ZL05');
    courseId = zl05?.courseId ?? '';
    first = zl05?.versionId ?? '';
  });

  const draft = () => draftVersion(db, { actor, courseId, now: later(1) });
  const handout = async (versionId: string) => (await fiveOneOf(db, versionId, 'handout'))?.body;

  it('says what of the five is there, without reading the texts', async () => {
    const states = await fiveOneStates(db, first);
    expect(states.map(({ item, hasText }) => [item, hasText])).toEqual([
      ['syllabus', true],
      ['lesson-plan', true],
      ['handout', true],
      ['slides', true],
      ['teacher', false],
    ]);
    expect(states.filter(isThere)).toHaveLength(4);
    expect(await missingForOpening(db, first)).toEqual(['teacher']);
    expect((await fiveOneStates(db, null)).filter(isThere)).toEqual([]);
  });

  it('edits a copy and leaves the published version as it is', async () => {
    const second = await draft();
    expect(await draft()).toBe(second);
    expect(
      await writeFiveOne(db, { actor, versionId: second, item: 'handout', body: '新讲义', now: later(2) }),
    ).toEqual({ ok: true });
    expect(await handout(first)).toBe('讲义');
    expect(await handout(second)).toBe('新讲义');
    expect(await fiveOnesOf(db, second)).toHaveLength(4);
    const revision = await catalogueRevision(db);
    expect(
      await publishVersion(db, { actor, versionId: second, courseId, note: '换了讲义', now: later(3) }),
    ).toEqual({
      ok: true,
    });
    expect(
      await publishVersion(db, { actor, versionId: second, courseId, note: '再来', now: later(4) }),
    ).toEqual({
      ok: false,
    });
    expect(await catalogueRevision(db)).toBe(revision + 1);
    expect((await versionsOf(db, courseId)).map(({ number, note }) => [number, note])).toEqual([
      [2, '换了讲义'],
      [1, '首版'],
    ]);
  });

  it('refuses to change what is published or not there', async () => {
    const change = { actor, item: 'handout' as const, body: '改', now: later(2) };
    expect(await writeFiveOne(db, { ...change, versionId: first })).toEqual({
      ok: false,
      reason: 'published',
    });
    expect(await writeFiveOne(db, { ...change, versionId: courseId })).toEqual({
      ok: false,
      reason: 'not-found',
    });
    expect(await handout(first)).toBe('讲义');
  });

  it('loses nothing when two people write the same text', async () => {
    const versionId = await draft();
    const seenAt = (await fiveOneOf(db, versionId, 'handout'))?.updatedAt ?? '';
    const write = (body: string, minute: number) =>
      writeFiveOne(db, { actor, versionId, item: 'handout', body, seenAt, now: later(minute) });
    const outcomes = await Promise.all([write('甲', 2), write('乙', 3), write('丙', 4)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'changed')).toHaveLength(2);
    expect(['甲', '乙', '丙'][outcomes.findIndex(({ ok }) => ok)]).toBe(await handout(versionId));
  });

  it('loses nothing when two people write the first text of an item', async () => {
    const versionId = await draft();
    await db.deleteFrom('five_one').where('course_version_id', '=', versionId).execute();
    const write = (body: string) =>
      writeFiveOne(db, { actor, versionId, item: 'slides', body, seenAt: null, now: later(2) });
    const outcomes = await Promise.all([write('甲'), write('乙')]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it('begins one draft when several begin it at once', async () => {
    const drafts = await Promise.all(Array.from({ length: 8 }, draft));
    expect(new Set(drafts).size).toBe(1);
    expect(await versionsOf(db, courseId)).toHaveLength(2);
  });
});
