import { beforeEach, expect, it } from 'vitest';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import type { DeclarationForm } from '#app/features/declarations/declaration.schema.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { declarationSheet } from '#app/features/declarations/reading.server.ts';
import { sameThings } from '#app/features/declarations/same-items.server.ts';
import { withdrawDeclaration } from '#app/features/declarations/sending.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import type { Db } from '#db/database.ts';
import { exampleOf } from '#tests/credits/policy-files.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, holding as withPosition } from '#tests/support/world.ts';
import { decided, declared, drafted, holding, training } from './declaring.ts';

describeOnBothDatabases('what is one thing', (open) => {
  let db: Db;
  let learner: Learner;
  let reviewer: Learner;
  beforeEach(async () => {
    db = await open();
    const { rules, schemes } = exampleOf('nanjing');
    const dates = { validFrom: '2026-01-01', validTo: null };
    for (const [kind, content] of [
      ['rules', rules],
      ['schemes', schemes],
    ] as const) {
      const { code, version, title } = content;
      await publishPolicy(db, { policy: { kind, code, version, title, ...dates, content }, now });
    }
    learner = await aLearner(db, '文知远');
    await withPosition(db, learner.personId, 'street-staff');
    reviewer = await holding(db, 'credit-reviewer', '顾明远');
  });

  const granted = async (key: string, form: Partial<DeclarationForm>): Promise<string> => {
    const declarationId = await declared(db, learner, {
      key,
      form: { ...training, certificate: '', ...form },
    });
    expect(await decided(db, reviewer, { declarationId, means: 'grant' })).toMatchObject({ ok: true });
    return declarationId;
  };
  const paper = (level: string, title: string, occurredOn: string, sameAs = '') =>
    granted('E.paper', { title, level, units: null, occurredOn, sameAs });
  const counted = async () => {
    await postAfterPublicity(db, { limit: 50, now: after({ days: 12 }) });
    const year = await yearStanding(db, learner.personId, { year: 2026, today: '2026-12-10' });
    return year.standings[0]?.counted;
  };

  it('a paper at two levels counts once by its highest, whether its title is the same or the author says so', async () => {
    const first = await paper('city', '网格里的协商', '2026-03-01');
    await paper('province', '网格里的协商 ', '2026-06-01');
    expect(await counted()).toBe(2400);
    // The ledger keeps both.
    expect(await creditBalance(db, learner.personId)).toBe(3600);
    await paper('national', '协商在网格（修订稿）', '2026-09-01', first);
    expect(await counted()).toBe(4800);
    await paper('city', '另一篇', '2026-10-01');
    expect(await counted()).toBe(6000);
  });

  it('a trip that is declared in parts counts up to its cap, another trip up to its own', async () => {
    const first = await granted('A.outside', {
      title: '浦东学习第一段',
      units: 500,
      occurredOn: '2026-05-08',
    });
    const second = { title: '浦东学习第二段', units: 500, occurredOn: '2026-05-15', sameAs: first };
    const other = await granted('A.outside', second);
    // 30 and 30 of one trip: 48.
    expect(await counted()).toBe(4800);
    // Whoever names the second part means the same trip.
    await granted('A.outside', {
      title: '浦东学习补课',
      units: 100,
      occurredOn: '2026-05-20',
      sameAs: other,
    });
    expect(await counted()).toBe(4800);
    await granted('A.outside', { title: '井冈山学习', units: 200, occurredOn: '2026-08-20' });
    expect(await counted()).toBe(6000);
  });

  it('is offered and kept among one’s own of the same kind only', async () => {
    const sheetOf = async (declarationId: string) => {
      const row = await declarationRow(db, declarationId);
      if (!row) throw new Error('gone');
      return declarationSheet(db, { row, forPerson: learner.personId, now });
    };
    const first = await paper('city', '网格里的协商', '2026-03-01');
    const { kind } = await sheetOf(first).then(({ worth }) => ({ kind: worth?.kind ?? null }));
    const { personId } = learner;
    expect(await sameThings(db, { personId, kind })).toMatchObject([{ id: first, title: '网格里的协商' }]);
    expect(await sameThings(db, { personId, kind, except: first })).toEqual([]);
    const somebodyElse = await aLearner(db, '别人');
    expect(await sameThings(db, { personId: somebodyElse.personId, kind })).toEqual([]);
    const foreign = await drafted(db, somebodyElse, {
      key: 'E.paper',
      form: { level: 'city', units: null, sameAs: first },
    });
    expect(await sheetOf(foreign)).toMatchObject({ sameTitle: null, declared: { sameAs: '' } });
    const trip = await drafted(db, learner, { key: 'A.outside', form: { sameAs: first } });
    expect(await sheetOf(trip)).toMatchObject({ declared: { sameAs: '' } });
    const second = await declared(db, learner, {
      key: 'E.paper',
      form: {
        title: '网格里的协商',
        level: 'province',
        units: null,
        occurredOn: '2026-06-01',
        certificate: '',
      },
    });
    expect(await sheetOf(second)).toMatchObject({ sameTitle: '网格里的协商', declared: { sameAs: first } });
    // What was taken back is nothing to be the same as.
    await withdrawDeclaration(db, { actor: learner.actor, declarationId: second, now });
    expect((await sameThings(db, { personId, kind })).map(({ id }) => id)).toEqual([first]);
  });
});
