import { beforeEach, expect, it } from 'vitest';
import { previewBeside } from '#app/features/credits/preview-runs.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { holding, learners, rules2026, schemes2026, withPolicies } from '#tests/support/world.ts';

const draft = { rules: rules2026, schemes: schemes2026 };

const asIs = (error: unknown) => error;

describeOnBothDatabases('a preview beside the requests of others', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    await somebody();
  });

  async function somebody() {
    const [learner] = await learners(db, 1, '佟向暖');
    await holding(db, learner?.personId ?? '', 'building-head');
  }
  const ask = (more: { again?: boolean; late?: Promise<unknown>; personId?: string } = {}) =>
    previewBeside(db, {
      ...{ draft, year: 2026, today: '2026-11-22', page: 1 },
      ...{ personId: 'one', again: false, ...more },
    });
  const people = async (asked: ReturnType<typeof ask>) => {
    const answer = await asked;
    return answer.isDone ? answer.preview.people : 'under way';
  };

  it('answers when it is done, keeps that for turning pages, and reckons anew when asked anew', async () => {
    expect(await people(ask())).toBe(1);
    await somebody();
    expect(await people(ask({ again: true }))).toBe(1);
    expect(await people(ask({ again: true, personId: 'other' }))).toBe(2);
    expect(await people(ask())).toBe(2);
    expect(await people(ask({ again: true }))).toBe(2);
  });

  it('says that it goes on where it takes long, and is the same one until it is done', async () => {
    const asked = await Promise.all([ask({ late: Promise.resolve() }), ask({ late: Promise.resolve() })]);
    expect(asked).toEqual([
      { isDone: false, reckoned: 0 },
      { isDone: false, reckoned: 0 },
    ]);
    await expect.poll(() => people(ask({ again: true, late: Promise.resolve() }))).toBe(1);
  });

  it('gives its place to another draft of the same person', async () => {
    const other = (year: number) =>
      previewBeside(db, { draft, year, today: '2026-11-22', page: 1, personId: 'one', again: true });
    const [first, second] = await Promise.all([other(2026), other(2025)]);
    expect([first.isDone, second.isDone]).toEqual([false, true]);
    expect(await people(ask({ again: true }))).toBe(1);
  });

  it('is told when it fails, and begins anew after that', async () => {
    const broken = { ...draft, schemes: { ...schemes2026, schemes: null } } as unknown as typeof draft;
    const failing = () =>
      previewBeside(db, {
        ...{ draft: broken, year: 2026, today: '2026-11-22', page: 1 },
        ...{ personId: 'one', again: true },
      });
    const [first, second] = [await failing().catch(asIs), await failing().catch(asIs)];
    expect([first, second]).toEqual([expect.any(Error), expect.any(Error)]);
    expect(first).not.toBe(second);
    expect(await people(ask())).toBe(1);
  });
});
