import { beforeEach, expect, it } from 'vitest';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import { addBreak, removeBreak } from '#app/features/timetable/term-breaks.server.ts';
import { changeTerm, planTerm } from '#app/features/timetable/term-changes.server.ts';
import { meetingsInBreaks, termById } from '#app/features/timetable/term-in-full.server.ts';
import { limitsOfTerm } from '#app/features/timetable/term-limits.server.ts';
import { type TermPlan, usualLimits } from '#app/features/timetable/term-shape.ts';
import type { PreselectHold } from '#app/features/timetable/terms.rules.ts';
import { createTerm } from '#app/features/timetable/terms.server.ts';
import { newId } from '#app/lib/id.ts';
import { instantAt } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';

const deed = { actor: academy, now };
const at = (day: string) => instantAt(day, '09:00').toISOString();
const window = (kind: TermPlan['windows'][number]['kind'], from: string, to: string) => ({
  kind,
  opensAt: at(from),
  closesAt: at(to),
});
/** Today is 22 November 2026: preselect is over, selection open, changes to come. */
const plan: TermPlan = {
  code: '2026-winter',
  name: '2026年冬季学期',
  startsOn: '2026-11-23',
  endsOn: '2027-03-31',
  windows: [
    window('preselect', '2026-11-01', '2026-11-10'),
    window('selection', '2026-11-15', '2026-11-30'),
    window('add-drop', '2026-11-25', '2026-12-10'),
  ],
  limits: { all: 5, bySchool: { senior: 2, party: 4 } },
  offerHours: 24,
};

describeOnBothDatabases('terms as the registrar plans them', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  const planned = async (change: Partial<TermPlan> = {}) => {
    const made = await planTerm(db, { plan: { ...plan, ...change }, breaks: [], ...deed });
    if (!made.ok) throw new Error(made.reason);
    return made.termId;
  };
  const changed = (termId: string, change: Partial<TermPlan>, preselect: PreselectHold = 'free') =>
    changeTerm(db, { termId, plan: { ...plan, ...change }, preselectHold: async () => preselect, ...deed });

  it('keep everything that was planned, once by code', async () => {
    const breaks = [{ name: '元旦', fromDay: '2027-01-01', toDay: '2027-01-03' }];
    const made = await planTerm(db, { plan, breaks, ...deed });
    const term = await termById(db, made.ok ? made.termId : '');
    expect(term).toMatchObject({ ...plan, breaks, windows: expect.arrayContaining([...plan.windows]) });
    expect(await planTerm(db, { plan, breaks, ...deed })).toEqual({ ok: false, reason: 'code-taken' });
    expect(await planTerm(db, { plan: { ...plan, code: 'x', windows: [] }, breaks, ...deed })).toMatchObject({
      reason: 'misfit',
      problems: [{ field: 'selectionFrom' }],
    });
    expect(await termById(db, newId())).toBeNull();
  });

  it('allow the usual where nothing was said, and offers 48 hours', async () => {
    const termId = await aTerm(db);
    expect(await termById(db, termId)).toMatchObject({ limits: usualLimits, offerHours: 48, breaks: [] });
    expect(await limitsOfTerm(db, await planned())).toEqual(plan.limits);
  });

  it('change with a line in the journal; what has happened stays', async () => {
    const termId = await planned();
    const [preselect, selection, changes] = [
      window('preselect', '2026-11-01', '2026-11-10'),
      ...plan.windows.slice(1),
    ];
    const longer = window('selection', '2026-11-15', '2026-12-02');
    const windows = [preselect, longer, changes].flatMap((one) => one ?? []);
    expect(await changed(termId, { name: '冬季学期', windows, limits: { all: 4, bySchool: {} } })).toEqual({
      ok: true,
    });
    expect(await termById(db, termId)).toMatchObject({
      name: '冬季学期',
      code: plan.code,
      limits: { all: 4, bySchool: {} },
      windows: expect.arrayContaining([longer]),
    });
    const later = window('preselect', '2026-11-01', '2026-11-12');
    expect(await changed(termId, { windows: [later, longer, changes].flatMap((one) => one ?? []) })).toEqual({
      ok: false,
      reason: 'windows',
      faults: [{ kind: 'preselect', why: 'over' }],
    });
    expect(await changed(termId, { windows: [selection].flatMap((one) => one ?? []) })).toMatchObject({
      reason: 'windows',
    });
    expect(await changed(termId, { endsOn: '2026-11-01' })).toMatchObject({ reason: 'misfit' });
    expect(await changed(newId(), {})).toEqual({ ok: false, reason: 'not-found' });
    const lines = await db
      .selectFrom('journal_entry')
      .select('action')
      .where('subject_id', '=', termId)
      .execute();
    expect(lines.map(({ action }) => action).sort()).toEqual(['term.changed', 'term.planned']);
  });

  it('keep the preselect window of a round that is frozen or drawn', async () => {
    const coming = [
      window('preselect', '2026-11-20', '2026-11-25'),
      window('add-drop', '2026-11-28', '2026-12-10'),
    ];
    const termId = await planned({ windows: coming });
    const longer = [
      window('preselect', '2026-11-20', '2026-11-26'),
      window('add-drop', '2026-11-28', '2026-12-12'),
    ];
    expect(await changed(termId, { windows: longer }, 'fixed')).toEqual({
      ok: false,
      reason: 'windows',
      faults: [{ kind: 'preselect', why: 'drawn' }],
    });
    const only = [
      window('preselect', '2026-11-20', '2026-11-25'),
      window('add-drop', '2026-11-28', '2026-12-12'),
    ];
    expect(await changed(termId, { windows: only }, 'fixed')).toEqual({ ok: true });
    expect(await changed(termId, { windows: longer })).toEqual({ ok: true });
    const none = [window('add-drop', '2026-11-28', '2026-12-12')];
    expect(await changed(termId, { windows: none }, 'kept')).toEqual({
      ok: false,
      reason: 'windows',
      faults: [{ kind: 'preselect', why: 'published' }],
    });
    expect(await changed(termId, { windows: only }, 'kept')).toEqual({ ok: true });
  });

  it('do not shrink away from under their sections', async () => {
    const termId = await planned();
    const { sectionId, title } = await aSection(db, { termId, startsOn: '2026-11-24', endsOn: '2027-01-20' });
    expect(await changed(termId, { endsOn: '2027-01-19' })).toEqual({
      ok: false,
      reason: 'sections',
      count: 1,
      title,
    });
    expect(await changed(termId, { endsOn: '2027-01-20' })).toEqual({ ok: true });
    await closeSection(db, { ...deed, sectionId, kind: 'cancelled', reason: '人少' });
    expect(await changed(termId, { endsOn: '2027-01-01' })).toEqual({ ok: true });
  });

  it('leave days without classes, and say what is planned on them already', async () => {
    const termId = await planned();
    const wanted = { name: '大扫除', fromDay: '2026-11-23', toDay: '2026-11-24' };
    const added = await addBreak(db, { termId, wanted, ...deed });
    if (!added.ok) throw new Error(added.reason);
    const outside = { ...wanted, fromDay: '2027-05-01', toDay: '2027-05-05' };
    expect(await addBreak(db, { termId, wanted: outside, ...deed })).toEqual({
      ok: false,
      reason: 'outside',
    });
    expect(await addBreak(db, { termId: newId(), wanted, ...deed })).toMatchObject({ reason: 'not-found' });
    await aSection(db, { termId, meetsIn: [24, 48, 72] });
    const gone = await aSection(db, { termId, meetsIn: [24] });
    await closeSection(db, { ...deed, sectionId: gone.sectionId, kind: 'cancelled', reason: '人少' });
    const { breaks } = (await termById(db, termId)) ?? { breaks: [] };
    expect(await meetingsInBreaks(db, { termId, breaks })).toMatchObject({
      [added.breakId]: [{ day: expect.any(String) }, { day: expect.any(String) }],
    });
    const remove = () => removeBreak(db, { termId, breakId: added.breakId, ...deed });
    expect([await remove(), await remove()]).toEqual([{ ok: true }, { ok: false }]);
    expect(await meetingsInBreaks(db, { termId, breaks: [] })).toEqual({});
  });

  it('are made with breaks and limits in one step, or not at all', async () => {
    const { offerHours: _, ...rest } = plan;
    const breaks = [{ name: '年'.repeat(65), fromDay: '2027-01-01', toDay: '2027-01-03' }];
    await expect(createTerm(db, { ...rest, breaks })).rejects.toThrow();
    expect(await db.selectFrom('term').selectAll().execute()).toEqual([]);
  });
});
