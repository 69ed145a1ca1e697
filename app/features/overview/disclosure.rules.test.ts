import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Atom, disclose, FEWEST, type Shown, shownCounts } from './disclosure.rules.ts';

const atom = (people: number, met: number, ...groups: string[]): Atom & { met: number } => ({
  people,
  met,
  groups,
});

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

it('hides a count below five together with the next one of its sum', () => {
  expect(shownCounts({ met: 30, nearly: 2, 'not-met': 12, exempt: 6 })).toEqual({
    met: 30,
    nearly: null,
    'not-met': null,
    exempt: 6,
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

it('hides who is exempted also from those who see by the chart how many owe something', () => {
  expect(shownCounts({ met: 32, nearly: 8, 'not-met': 50, exempt: 3, 'no-scheme': 29 })).toMatchObject({
    exempt: null,
    'no-scheme': null,
  });
  const owing = { people: 90, met: 32, groups: ['obliged', 'a'] };
  const shown = disclose([owing, { people: 3, met: null, groups: [] }]);
  expect([shown.get('obliged'), shown.get('a')]).toEqual([{ kind: 'hidden' }, { kind: 'hidden' }]);
  expect(disclose([owing, { people: 5, met: null, groups: [] }]).get('obliged')).toMatchObject({
    kind: 'share',
    people: 90,
  });
});

it('gives away no few people by the list, the chart, and what is shown less of them', () => {
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
      const shown = shownCounts(some);
      const owing = some.met + some.nearly + some['not-met'];
      const owingNothing = some.exempt + some['no-scheme'];
      const chart = disclose([
        { people: owing, met: some.met, groups: ['obliged'] },
        { people: owingNothing, met: null, groups: [] },
      ]).get('obliged');
      // Unknown are the hidden ones; known are sums of them.
      const hidden = (['met', 'nearly', 'not-met', 'exempt', 'no-scheme'] as const).filter(
        (status) => shown[status] === null,
      );
      const sums = [
        { members: new Set<string>(hidden), people: hidden.reduce((all, one) => all + some[one], 0) },
      ];
      if (chart && chart.kind !== 'hidden') {
        const own = hidden.filter((one) => one === 'met' || one === 'nearly' || one === 'not-met');
        sums.push({ members: new Set(own), people: own.reduce((all, one) => all + some[one], 0) });
        if (chart.kind === 'share') {
          const rest = own.filter((one) => one !== 'met');
          sums.push({ members: new Set(rest), people: rest.reduce((all, one) => all + some[one], 0) });
        }
      }
      for (const one of sums)
        for (const other of [...sums, { members: new Set<string>(), people: 0 }]) {
          if (![...other.members].every((member) => one.members.has(member))) continue;
          const people = one.people - other.people;
          // Fewer than five in all can only be those that the whole page is about.
          expect(people === 0 || people >= FEWEST || owing + owingNothing < FEWEST).toBe(true);
        }
    }),
    { numRuns: 3_000 },
  );
});
