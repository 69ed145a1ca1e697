import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FormationSettings, type Forming, formCohorts, type Placement } from './formation.rules.ts';
import { outsideOf } from './sizes.rules.ts';
import type { Placeable } from './tally.rules.ts';

const settings: FormationSettings = {
  strategy: 'mixed',
  cohort: { from: 20, to: 40 },
  group: { from: 5, to: 7 },
};
const words: Forming['words'] = (_, value) => value;
const strategies = ['mixed', 'near-home', 'by-goal'] as const;

const someone = fc.record({
  community: fc.constantFrom('和风社区', '东园社区', '湖滨社区', '云谷社区', '书香社区', null),
  goal: fc.constantFrom('会做一个项目', '带好队伍', '兴趣和健康', null),
  step: fc.constantFrom('刚开始学', '学过一两门', '学过三门以上'),
  position: fc.constantFrom('楼栋长', '单元长', '志愿者', null),
});
/** From so many to so many people. */
const crowd = (least: number, most: number) =>
  fc
    .array(someone, { minLength: least, maxLength: most, size: 'max' })
    .map((all) => all.map((traits, at): Placeable => ({ id: `p${String(at).padStart(3, '0')}`, traits })));

const someOf = (size: number, seed: number) => fc.sample(crowd(size, size), { seed, numRuns: 1 })[0] ?? [];

const form = (people: readonly Placeable[], more: Partial<Forming> = {}) =>
  formCohorts({ people, settings, seed: 'seed', words, ...more });
const byId = (placed: readonly Placement[]) => [...placed].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The sizes of the cohorts, or of the groups of one. */
function sizesOf(placed: readonly Placement[], key: (place: Placement) => unknown): number[] {
  const sizes = new Map<unknown, number>();
  for (const place of placed) sizes.set(key(place), (sizes.get(key(place)) ?? 0) + 1);
  return [...sizes.values()];
}

/** The largest difference between two cohorts in how many people of one community are in them. */
function unevenness(people: readonly Placeable[], placed: readonly Placement[]): number {
  const cohorts = [...new Set(placed.map(({ cohort }) => cohort))];
  const where = new Map(placed.map(({ id, cohort }) => [id, cohort]));
  const communities = [...new Set(people.flatMap(({ traits }) => traits.community ?? []))];
  return Math.max(
    ...communities.map((community) => {
      const own = people.filter(({ traits }) => traits.community === community);
      const counts = cohorts.map((cohort) => own.filter(({ id }) => where.get(id) === cohort).length);
      return Math.max(...counts) - Math.min(...counts);
    }),
  );
}

describe('a formation', () => {
  it('places everybody once, with a reason, in sizes that keep the bounds whenever that can be', () => {
    fc.assert(
      fc.property(crowd(1, 130), fc.constantFrom(...strategies), (people, strategy) => {
        const placed = form(people, { settings: { ...settings, strategy } });
        expect(byId(placed).map(({ id }) => id)).toEqual(people.map(({ id }) => id));
        expect(placed.every(({ reason }) => reason.length > 5 && reason.length <= 200)).toBe(true);
        const cohorts = sizesOf(placed, ({ cohort }) => cohort);
        if (people.length >= 20) expect(outsideOf(settings.cohort, cohorts)).toBe(0);
        expect(Math.max(...cohorts) - Math.min(...cohorts)).toBeLessThanOrEqual(1);
        const groups = sizesOf(placed, ({ cohort, group }) => `${cohort}-${group}`);
        if (people.length >= 10) expect(outsideOf(settings.group, groups)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same again, and in whatever order the people come', () => {
    fc.assert(
      fc.property(crowd(1, 90), fc.constantFrom(...strategies), fc.string(), (people, strategy, seed) => {
        const more = { settings: { ...settings, strategy }, seed };
        const shuffled = [...people].sort((a, b) => (a.id.split('').reverse().join('') < b.id ? -1 : 1));
        expect(byId(form(shuffled, more))).toEqual(byId(form(people, more)));
      }),
      { numRuns: 40 },
    );
  });

  it('is another with another seed', () => {
    const people = someOf(90, 3);
    expect(byId(form(people, { seed: 'a' }))).not.toEqual(byId(form(people, { seed: 'b' })));
  });

  it('leaves who was placed by hand, and places the others around them', () => {
    fc.assert(
      fc.property(
        crowd(41, 120),
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }),
        (people, chosen) => {
          const fixed = new Map(chosen.map((at) => [people[at]?.id ?? '', { cohort: 2, group: 1 }]));
          const placed = form(people, { fixed });
          expect(byId(placed).map(({ id }) => id)).toEqual(
            people.map(({ id }) => id).filter((id) => !fixed.has(id)),
          );
          const all = [...placed, ...[...fixed].map(([id, place]) => ({ id, ...place, reason: '' }))];
          expect(
            outsideOf(
              settings.cohort,
              sizesOf(all, ({ cohort }) => cohort),
            ),
          ).toBe(0);
          expect(
            outsideOf(
              settings.group,
              sizesOf(all, (p) => `${p.cohort}-${p.group}`),
            ),
          ).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds room for who comes late and moves nobody', () => {
    const people = someOf(60, 8);
    const before = form(people.slice(4));
    const fixed = new Map(before.map(({ id, cohort, group }) => [id, { cohort, group }]));
    const late = form(people, { fixed, shape: [4, 3] });
    expect(byId(late).map(({ id }) => id)).toEqual(people.slice(0, 4).map(({ id }) => id));
    expect(late.every(({ cohort, group }) => group <= (cohort === 1 ? 4 : 3))).toBe(true);
  });

  it('keeps a cohort that somebody was put in by hand, though the others would need none', () => {
    const people = someOf(18, 1);
    const fixed = new Map([[people[0]?.id ?? '', { cohort: 2, group: 1 }]]);
    const sizes = sizesOf(form(people, { fixed }), ({ cohort }) => cohort);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(people.length - 1);
  });
});

describe('mixed', () => {
  it('spreads each community over the cohorts, better than chance', () => {
    let [ours, chance] = [0, 0];
    fc.assert(
      fc.property(crowd(81, 200), (people) => {
        const placed = form(people);
        expect(unevenness(people, placed)).toBeLessThanOrEqual(2);
        const dealt = [...people].sort((a, b) => hash(a.id) - hash(b.id));
        const parts = Math.max(...placed.map(({ cohort }) => cohort));
        ours += unevenness(people, placed);
        chance += unevenness(
          people,
          dealt.map(({ id }, at) => ({ id, cohort: (at % parts) + 1, group: 1, reason: '' })),
        );
      }),
      { numRuns: 30 },
    );
    expect(ours).toBeLessThan(chance / 2);
  });

  it('says what decided', () => {
    const people = someOf(90, 5);
    const { reason, id } = form(people).find(
      ({ reason: said }) => said.startsWith('来自') && said.includes('目标'),
    ) ?? {
      reason: '',
      id: '',
    };
    const { community, goal } = people.find((one) => one.id === id)?.traits ?? {};
    expect(reason).toContain(`来自${community}`);
    expect(reason).toContain(`目标“${goal}”`);
  });
});

describe('near home and by goal', () => {
  const people = (size: number) =>
    Array.from(
      { length: size },
      (_, at): Placeable => ({
        id: `p${String(at).padStart(3, '0')}`,
        traits: {
          community: ['和风社区', '东园社区'][at % 2] ?? null,
          goal: ['会做一个项目', '带好队伍'][Math.floor(at / 2) % 2] ?? null,
          step: ['刚开始学', '学过一两门'][Math.floor(at / 4) % 2] ?? null,
          position: null,
        },
      }),
    );

  it.each([
    ['near-home', 'community'],
    ['by-goal', 'goal'],
  ] as const)('%s: who shares a %s is in one cohort', (strategy, trait) => {
    const all = people(60);
    const placed = form(all, { settings: { ...settings, strategy } });
    for (const cohort of [1, 2]) {
      const own = placed.filter((place) => place.cohort === cohort).map(({ id }) => id);
      expect(new Set(all.filter(({ id }) => own.includes(id)).map(({ traits }) => traits[trait])).size).toBe(
        1,
      );
    }
  });

  it('balances how much people have learnt where they live together', () => {
    const all = people(60);
    const placed = form(all, { settings: { ...settings, strategy: 'near-home' } });
    for (const cohort of [1, 2]) {
      const fresh = placed.filter(
        (place) =>
          place.cohort === cohort && all.find(({ id }) => id === place.id)?.traits.step === '刚开始学',
      );
      const groups = sizesOf(fresh, ({ group }) => group);
      expect(Math.max(...groups) - Math.min(...groups)).toBeLessThanOrEqual(1);
    }
  });
});

describe('five hundred people', () => {
  it.each(strategies)('%s: are placed in less than a second', (strategy) => {
    const people = someOf(500, 2);
    // The processor's time: other work on the machine is not ours to answer for.
    const began = process.cpuUsage();
    expect(form(people, { settings: { ...settings, strategy } })).toHaveLength(500);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

/** Any order that has nothing to do with what people are. */
function hash(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) * 7919) % 10_007, 7);
}
