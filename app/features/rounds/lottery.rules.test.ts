import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMON, drawLottery, numberOf, sha256 } from './lottery.rules.ts';
import { inputsHashOf } from './lottery-check.rules.ts';
import {
  ALGORITHM,
  type LotteryApplicant,
  type LotteryInputs,
  TICKET_LETTERS,
} from './lottery-inputs.schema.ts';

const ticketOf = (n: number): string =>
  Array.from({ length: 8 }, (_, at) => TICKET_LETTERS[Math.floor(n / 28 ** at) % 28]).join('');
const codes = ['S1', 'S2', 'S3', 'S4', 'S5'];

const reservations: { group: string; seats: number }[][] = [
  [],
  [{ group: 'g1', seats: 1 }],
  [
    { group: 'g1', seats: 1 },
    { group: 'g2', seats: 2 },
  ],
];
const aSectionOf = (code: string) =>
  fc.record({
    code: fc.constant(code),
    course: fc.constantFrom('C1', 'C2', 'C3', 'C4', `C-${code}`),
    seats: fc.integer({ min: 0, max: 4 }),
    reserved: fc.constantFrom(...reservations),
  });
const anApplicant = fc.record({
  lots: fc.integer({ min: 1, max: 3 }),
  places: fc.integer({ min: 1, max: 3 }),
  choices: fc.shuffledSubarray(codes),
  groups: fc.subarray(['g1', 'g2']),
});
const someInputs: fc.Arbitrary<LotteryInputs> = fc.record({
  algorithm: fc.constant(ALGORITHM),
  mostPlaces: fc.integer({ min: 1, max: 3 }),
  sections: fc.tuple(...codes.map(aSectionOf)),
  clashes: fc.subarray([
    ['S1', 'S2'],
    ['S2', 'S3'],
    ['S4', 'S5'],
  ] as [string, string][]),
  applicants: fc
    .array(anApplicant, { maxLength: 24 })
    .map((all) => all.map((each, n) => ({ ...each, ticket: ticketOf(7 * n + 1) }))),
});
const aSeed = fc.integer({ min: 0, max: 1e9 }).map((n) => sha256(String(n)));

const plain = (applicants: readonly Partial<LotteryApplicant>[], seats = 1): LotteryInputs => ({
  algorithm: ALGORITHM,
  mostPlaces: 1,
  sections: codes.map((code) => ({ code, course: `C-${code}`, seats, reserved: [] })),
  clashes: [],
  applicants: applicants.map((each, n) => ({
    ticket: ticketOf(n),
    lots: 1,
    places: 1,
    choices: ['S1'],
    groups: [],
    ...each,
  })),
});
const seed = sha256('a seed');

describe('numbers', () => {
  it('are what sha256sum says of seed, ticket and lot', () => {
    // printf '%s' 'seed|K7MQ2RTX|1' | sha256sum
    const number = 'b8469a5424e14427098fc959045d828960ecabf1d7c4821c9bab586c9a1175cb';
    expect(numberOf('seed', { ticket: 'K7MQ2RTX', lots: 1 })).toBe(number);
    const three = [1, 2, 3].map((lot) => sha256(`seed|K7MQ2RTX|${lot}`)).sort();
    expect(numberOf('seed', { ticket: 'K7MQ2RTX', lots: 3 })).toBe(three[0]);
  });

  it('give somebody with three lots three times the chance', () => {
    let first = 0;
    const draws = 4_000;
    for (let n = 0; n < draws; n++) {
      const [best] = drawLottery(plain([{ lots: 3 }, {}]), sha256(`weight ${n}`));
      if (best?.ticket === ticketOf(0)) first += 1;
    }
    expect(first / draws).toBeGreaterThan(0.72);
    expect(first / draws).toBeLessThan(0.78);
  });

  it('give everybody with one lot the same chance, whoever comes first in the list', () => {
    const wins = new Map<string, number>();
    for (let n = 0; n < 4_000; n++) {
      const [best] = drawLottery(plain([{}, {}, {}, {}]), sha256(`even ${n}`));
      wins.set(best?.ticket ?? '', (wins.get(best?.ticket ?? '') ?? 0) + 1);
    }
    expect(wins.size).toBe(4);
    for (const each of wins.values()) expect(Math.abs(each - 1_000)).toBeLessThan(120);
  });
});

describe('any draw', () => {
  const holders = (drawn: ReturnType<typeof drawLottery>, section: string) =>
    drawn.flatMap(({ place, outcomes }) =>
      outcomes.flatMap((each) =>
        each.section === section && each.outcome === 'admitted' ? [{ place, seat: each.seat }] : [],
      ),
    );

  it('comes out the same in whatever order its inputs are listed', () => {
    fc.assert(
      fc.property(someInputs, aSeed, fc.infiniteStream(fc.nat()), (inputs, key, noise) => {
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((each) => ({ each, at: noise.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ each }) => each);
        const other = {
          ...inputs,
          applicants: shuffled(inputs.applicants),
          sections: shuffled(inputs.sections),
          clashes: shuffled(inputs.clashes).map(([a, b]): [string, string] => [b, a]),
        };
        expect(drawLottery(other, key)).toEqual(drawLottery(inputs, key));
        expect(inputsHashOf(other)).toBe(inputsHashOf(inputs));
      }),
    );
  });

  it('never gives a seat twice, nobody more places than they want, and nothing that clashes', () => {
    fc.assert(
      fc.property(someInputs, aSeed, (inputs, key) => {
        const drawn = drawLottery(inputs, key);
        for (const { code, seats } of inputs.sections)
          expect(holders(drawn, code).length).toBeLessThanOrEqual(seats);
        for (const { ticket, outcomes } of drawn) {
          const got = outcomes.filter(({ outcome }) => outcome === 'admitted').map(({ section }) => section);
          const wanted = inputs.applicants.find((each) => each.ticket === ticket);
          expect(got.length).toBeLessThanOrEqual(Math.min(wanted?.places ?? 0, inputs.mostPlaces));
          const courses = got.map((code) => inputs.sections.find((each) => each.code === code)?.course);
          expect(new Set(courses).size).toBe(got.length);
          for (const [a, b] of inputs.clashes) expect(got.includes(a) && got.includes(b)).toBe(false);
        }
      }),
    );
  });

  it('is stable: who is refused has a later number than everybody on a common seat, and no seat is left', () => {
    fc.assert(
      fc.property(someInputs, aSeed, (inputs, key) => {
        const single = { ...inputs, mostPlaces: 1 };
        const drawn = drawLottery(single, key);
        for (const { place, outcomes } of drawn) {
          const given = outcomes.findIndex(({ outcome }) => outcome === 'admitted');
          for (const better of given < 0 ? outcomes : outcomes.slice(0, given)) {
            const section = single.sections.find(({ code }) => code === better.section);
            const inside = holders(drawn, better.section);
            expect(better.outcome).toBe('lost');
            expect(inside.length).toBe(section?.seats);
            const common = inside.filter((hold) => hold.seat === COMMON).map((hold) => hold.place);
            for (const other of common) expect(other).toBeLessThan(place);
            expect(better).toMatchObject({ lastPlace: common.length > 0 ? Math.max(...common) : null });
          }
        }
      }),
    );
  });

  it('keeps the reserved seats of a group for it as long as somebody of it is refused', () => {
    fc.assert(
      fc.property(someInputs, aSeed, (inputs, key) => {
        const drawn = drawLottery({ ...inputs, mostPlaces: 1 }, key);
        const groupsOf = (ticket: string) =>
          inputs.applicants.find((each) => each.ticket === ticket)?.groups ?? [];
        for (const section of inputs.sections) {
          const [first] = section.reserved;
          if (!first) continue;
          const inside = drawn.filter(({ outcomes }) =>
            outcomes.some((each) => each.section === section.code && each.outcome === 'admitted'),
          );
          const refused = drawn.some(
            ({ ticket, outcomes }) =>
              groupsOf(ticket).includes(first.group) &&
              outcomes.some((each) => each.section === section.code && each.outcome === 'lost'),
          );
          if (refused)
            expect(
              inside.filter(({ ticket }) => groupsOf(ticket).includes(first.group)).length,
            ).toBeGreaterThanOrEqual(Math.min(first.seats, section.seats));
        }
      }),
    );
  });

  it('gives everybody one place before it gives anybody a second', () => {
    const inputs = { ...plain([{ choices: ['S1', 'S2'], places: 2 }, { choices: ['S2'] }]), mostPlaces: 2 };
    for (let n = 0; n < 50; n++) {
      const drawn = drawLottery(inputs, sha256(`second ${n}`));
      expect(holders(drawn, 'S2')).toEqual([
        { seat: COMMON, place: drawn.find(({ ticket }) => ticket === ticketOf(1))?.place },
      ]);
    }
  });
});

describe('what became of a choice', () => {
  it('says seat, further up, same time, same course or full', () => {
    const inputs: LotteryInputs = {
      ...plain([{ choices: ['S1', 'S2', 'S3', 'S4', 'S5'], places: 2 }], 1),
      mostPlaces: 2,
      clashes: [['S1', 'S2']],
    };
    inputs.sections = inputs.sections.map((each) =>
      each.code === 'S3' ? { ...each, course: 'C-S1' } : each,
    );
    const [only] = drawLottery(inputs, seed);
    expect(only?.outcomes.map(({ outcome }) => outcome)).toEqual([
      'admitted',
      'clash',
      'same-course',
      'admitted',
      'better',
    ]);
    const two = drawLottery(plain([{}, {}]), seed);
    expect(two.map(({ outcomes }) => outcomes[0])).toEqual([
      { section: 'S1', outcome: 'admitted', seat: COMMON },
      { section: 'S1', outcome: 'lost', lastPlace: 1 },
    ]);
  });

  it('gives seats that a group does not want to everybody', () => {
    const inputs = plain([{}, {}], 2);
    inputs.sections = inputs.sections.map((each) => ({ ...each, reserved: [{ group: 'g1', seats: 2 }] }));
    expect(drawLottery(inputs, seed).map(({ outcomes }) => outcomes[0]?.outcome)).toEqual([
      'admitted',
      'admitted',
    ]);
  });
});
