/** Made-up years under the policies of 2026.1, the same every time: what their standings were is in standings-2026.1.json. */
import type { EarnedEntry } from '#app/features/credits/choice.rules.ts';
import { type CategoryCode, categoryCodes } from '#app/features/credits/rules.schema.ts';
import type { CreditSchemes } from '#app/features/credits/schemes.schema.ts';
import { schools } from '#app/lib/vocabulary.ts';

const CASES = 120;
const COURSES = ['ZL02', 'ZL05', 'ZL07', 'SM03', 'SM04', 'DX01', 'DX12', 'LN09', null] as const;

/** One case each: a scheme, how long it was held, what was earned and finished. */
export function peopleOf2026({ schemes }: CreditSchemes) {
  return Array.from({ length: CASES }, (_, number) => {
    const draw = drawing(number + 1);
    const scheme = schemes[draw(schemes.length)];
    if (!scheme) throw new Error('no scheme');
    const entries = Array.from({ length: draw(25) }, () => entryBy(draw));
    const firstYear = draw(3) === 0;
    return {
      scheme,
      entries,
      finishedCodes: new Set(entries.flatMap(({ courseCode }) => courseCode ?? [])),
      months: firstYear ? draw(12) + 1 : 12,
      firstYear,
      exempt: draw(15) === 0,
    };
  });
}

function entryBy(draw: (below: number) => number): EarnedEntry {
  const category: CategoryCode = categoryCodes[draw(categoryCodes.length)] ?? 'A';
  const day = `${String(draw(12) + 1).padStart(2, '0')}-${String(draw(6) + 1).padStart(2, '0')}`;
  return {
    category,
    amount: (draw(32) + 1) * 25,
    school: schools[draw(5)] ?? null,
    courseCode: COURSES[draw(COURSES.length)] ?? null,
    occurredOn: `2026-${day}`,
    elective: false,
    line: 'face',
    item: 'completion c1',
  };
}

/** Numbers from 0 that repeat with their seed (Park and Miller's generator). */
function drawing(seed: number): (below: number) => number {
  let state = seed * 7919;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}
