import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Atom, disclose, FEWEST, type Shown, shownCounts } from './disclosure.rules.ts';

const atom = (people: number, met: number, ...groups: string[]): Atom => ({ people, met, groups });

it('shows a share where enough people are on both sides of it', () => {
  const shown = disclose([atom(20, 10, 'east'), atom(30, 24, 'west')]);
  expect(shown.get('')).toEqual({ kind: 'share', people: 50, percent: 68 });
  expect(shown.get('east')).toEqual({ kind: 'share', people: 20, percent: 50 });
  expect(shown.get('west')).toEqual({ kind: 'share', people: 30, percent: 80 });
});

it('shows nothing of fewer than five people, nor of those by whom they could be reckoned', () => {
  const shown = disclose([atom(20, 10, 'east'), atom(30, 20, 'west'), atom(4, 2, 'south')]);
  expect(shown.get('south')).toEqual({ kind: 'hidden' });
  expect(shown.get('east')).toEqual({ kind: 'hidden' });
  expect(shown.get('west')).toMatchObject({ kind: 'share', people: 30 });
});

it('says only on which side most are where the others are few, and nobody can tell whether there are any', () => {
  for (const met of [46, 49, 50])
    expect(disclose([atom(50, met, 'east'), atom(50, 20, 'west')]).get('east')).toEqual({
      kind: 'above',
      people: 50,
      percent: 90,
    });
  expect(disclose([atom(50, 2, 'east'), atom(50, 20, 'west')]).get('east')).toMatchObject({ kind: 'below' });
});

it('does not give away the few of a group that lies within another', () => {
  // All neighbours' heads but two are party members as well: the difference would be those two.
  const shown = disclose([atom(20, 10, 'member', 'head'), atom(2, 1, 'member'), atom(60, 30, 'resident')]);
  const both = [shown.get('member'), shown.get('head')].filter((one) => one?.kind !== 'hidden');
  expect(both).toHaveLength(1);
});

interface Cell {
  people: number;
  met: number | null;
  atoms: ReadonlySet<number>;
}

/** All that can be had by taking shown groups that have nobody in common out of a shown group around them. */
function differences(cells: readonly Cell[]): { people: number; met: number | null }[] {
  const found: { people: number; met: number | null }[] = [];
  for (const around of cells)
    for (let choice = 0; choice < 2 ** cells.length; choice++) {
      const taken = cells.filter((cell, at) => Math.floor(choice / 2 ** at) % 2 === 1 && cell !== around);
      const all = taken.flatMap(({ atoms }) => [...atoms]);
      if (new Set(all).size !== all.length || !all.every((one) => around.atoms.has(one))) continue;
      const met = [around, ...taken].some((cell) => cell.met === null)
        ? null
        : (around.met ?? 0) - taken.reduce((sum, cell) => sum + (cell.met ?? 0), 0);
      found.push({ people: around.people - taken.reduce((sum, { people }) => sum + people, 0), met });
    }
  return found;
}

const groups = ['a', 'b', 'c', 'd', 'e', 'f'];
const atoms = fc.array(
  fc
    .record({
      people: fc.integer({ min: 1, max: 14 }),
      share: fc.integer({ min: 0, max: 14 }),
      groups: fc.subarray(groups, { maxLength: 3 }),
    })
    .map(({ people, share, groups: own }) => atom(people, Math.min(people, share), ...own)),
  { maxLength: 9 },
);

it('gives nobody away, whatever is taken from whatever', () => {
  fc.assert(
    fc.property(atoms, (some) => {
      const shown = disclose(some);
      const cells = [...shown].flatMap(([key, cell]): Cell[] => {
        if (cell.kind === 'hidden') return [];
        const own = some.flatMap((one, at) =>
          one.people > 0 && (key === '' || one.groups.includes(key)) ? [at] : [],
        );
        const met = own.reduce((sum, at) => sum + (some[at]?.met ?? 0), 0);
        return [{ people: cell.people, met: cell.kind === 'share' ? met : null, atoms: new Set(own) }];
      });
      for (const { people, met } of differences(cells)) {
        expect(people === 0 || people >= FEWEST).toBe(true);
        if (met !== null && people > 0) expect(Math.min(met, people - met)).toBeGreaterThanOrEqual(FEWEST);
      }
    }),
    { numRuns: 300 },
  );
});

it('says nothing that is not so', () => {
  fc.assert(
    fc.property(atoms, (some) => {
      for (const [key, cell] of disclose(some)) {
        const own = some.filter((one) => key === '' || one.groups.includes(key));
        const people = own.reduce((sum, one) => sum + one.people, 0);
        const met = own.reduce((sum, one) => sum + one.met, 0);
        if (cell.kind === 'hidden') continue;
        expect(cell.people).toBe(people);
        expect(isSo(cell, (100 * met) / people)).toBe(true);
      }
    }),
  );
});

function isSo(cell: Exclude<Shown, { kind: 'hidden' }>, share: number): boolean {
  if (cell.kind === 'people') return true;
  if (cell.kind === 'share') return Math.abs(share - cell.percent) <= 0.5;
  return cell.kind === 'above' ? share >= cell.percent : share <= cell.percent;
}

it('answers at once for a hundred communities in which every position is held', () => {
  const many = Array.from({ length: 800 }, (_, at) =>
    atom(2 + (at % 23), at % 3, `community ${at % 100}`, `position ${at % 8}`),
  );
  const began = performance.now();
  const shown = disclose(many);
  expect(performance.now() - began).toBeLessThan(500);
  expect([...shown.values()].filter(({ kind }) => kind !== 'hidden').length).toBeGreaterThan(90);
});

it('answers for a large academy with all positions in a moment', () => {
  const many = Array.from({ length: 2_000 }, (_, at) =>
    atom(3, at % 4, `community ${at % 40}`, `position ${at % 13}`, `position ${(at * 7) % 25}`),
  );
  const began = performance.now();
  expect(disclose(many).get('')).toMatchObject({ kind: 'share', people: 6_000 });
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('hides a count below five together with the next one', () => {
  expect(shownCounts({ met: 30, nearly: 2, 'not-met': 12, exempt: 6 })).toEqual({
    met: 30,
    nearly: null,
    'not-met': 12,
    exempt: null,
    'no-scheme': 0,
  });
  expect(shownCounts({ met: 30, nearly: 0, 'not-met': 12 })).toMatchObject({
    met: 30,
    nearly: 0,
    'not-met': 12,
  });
  expect(shownCounts({ met: 3, nearly: 4, 'not-met': 9 })).toMatchObject({
    met: null,
    nearly: null,
    'not-met': 9,
  });
});

it('gives away no few people by the total less what is shown', () => {
  expect(shownCounts({ met: 100, nearly: 10, 'not-met': 20, exempt: 2 })).toMatchObject({
    met: 100,
    nearly: null,
    'not-met': 20,
    exempt: null,
  });
  const count = fc.nat({ max: 12 });
  const counts = fc.record({
    met: count,
    nearly: count,
    'not-met': count,
    exempt: count,
    'no-scheme': count,
  });
  fc.assert(
    fc.property(counts, (some) => {
      const total = Object.values(some).reduce((sum, each) => sum + each, 0);
      const shown = Object.values(shownCounts(some)).reduce<number>((sum, each) => sum + (each ?? 0), 0);
      // Whoever are fewer than five in all can only be those that the whole page is about.
      expect(total - shown === 0 || total - shown >= 5 || shown === 0).toBe(true);
    }),
  );
});
