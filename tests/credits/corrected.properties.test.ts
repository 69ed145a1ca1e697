import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activitiesOf, activityKey } from '#app/features/credits/activities.rules.ts';
import { withinCaps } from '#app/features/credits/caps.rules.ts';
import { originOf, type PostedFor } from '#app/features/credits/corrected.rules.ts';
import { entryIn, shuffled, someRules } from './arbitraries.ts';

interface Posted extends PostedFor {
  amount: number;
  occurredOn: string;
  reversed: boolean;
}

const corrections = fc.array(fc.record({ of: fc.nat(), share: fc.integer({ min: 1, max: 200 }) }), {
  maxLength: 8,
});

/** A ledger in which some entries were corrected, some of them several times, as adjustments post it. */
const ledger = fc
  .record({ entries: fc.array(entryIn(2026), { minLength: 1, maxLength: 10 }), corrections })
  .map(({ entries, corrections: asked }) => {
    const posted: Posted[] = entries.map(({ line, item, amount, occurredOn }, index) => ({
      ...{ id: `${index}`, line, sourceType: 'completion', sourceId: item, insteadOf: null },
      ...{ amount, occurredOn, reversed: false },
    }));
    for (const { of, share } of asked) {
      const standing = posted.filter(({ reversed }) => !reversed);
      const old = standing[of % standing.length] as Posted;
      const amount = Math.floor((old.amount * share) / 100);
      old.reversed = true;
      const id = `${posted.length}`;
      const own = { line: 'rest', sourceType: 'adjustment', sourceId: id, insteadOf: old.id };
      posted.push({ id, ...own, amount, occurredOn: old.occurredOn, reversed: false });
    }
    return posted;
  });

function counted(posted: readonly Posted[], category: 'A' | 'B') {
  const byId = new Map(posted.map((entry) => [entry.id, entry]));
  return posted.flatMap(({ reversed, ...entry }) => {
    if (reversed) return [];
    const { line, sourceType, sourceId } = originOf({ reversed, ...entry }, byId);
    return [
      {
        category,
        amount: entry.amount,
        line,
        item: `${sourceType} ${sourceId}`,
        occurredOn: entry.occurredOn,
      },
    ];
  });
}

describe('caps, also after adjustments', () => {
  it('are never exceeded: of an item, of a kind of activity, of a day', () => {
    fc.assert(
      fc.property(someRules, ledger, (rules, posted) => {
        const [rule] = rules.categories;
        if (!rule) throw new Error('no category');
        const lines = counted(posted, 'A');
        for (const { key, itemCapHundredths = Infinity, cycleCapHundredths = Infinity } of activitiesOf(
          rule,
        )) {
          const ofKind = lines.filter(({ line }) => activityKey(line) === key);
          expect(withinCaps(rule, ofKind)).toBeLessThanOrEqual(cycleCapHundredths);
          for (const class_ of ['x', 'y', 'z']) {
            // By what was finished, whoever posted it: not by the adjustment.
            const ofItem = ofKind.filter(({ item }) => item === `completion ${class_}`);
            expect(withinCaps(rule, ofItem)).toBeLessThanOrEqual(itemCapHundredths);
          }
        }
        for (const day of new Set(lines.map(({ occurredOn }) => occurredOn)))
          expect(
            withinCaps(
              rule,
              lines.filter(({ occurredOn }) => occurredOn === day),
            ),
          ).toBeLessThanOrEqual(rule.dailyCapHundredths ?? Infinity);
        expect(lines.every(({ item }) => item.startsWith('completion '))).toBe(true);
      }),
    );
  });

  it('let count what would count, had every entry been right at once, in whatever order they are read', () => {
    fc.assert(
      fc.property(someRules, ledger, fc.nat(99), (rules, posted, seed) => {
        const byId = new Map(posted.map((entry) => [entry.id, entry]));
        const right = posted
          .filter(({ reversed }) => !reversed)
          .map((entry) => ({
            ...originOf(entry, byId),
            amount: entry.amount,
            insteadOf: null,
            reversed: false,
          }));
        const [rule] = rules.categories;
        expect(withinCaps(rule, counted(shuffled(posted, seed), 'A'))).toBe(
          withinCaps(rule, counted(right, 'A')),
        );
      }),
    );
  });
});
