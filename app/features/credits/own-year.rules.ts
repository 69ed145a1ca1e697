/**
 * What the person concerned is told besides a scheme's figures: that a transfer has broken nothing off, which posts stand behind a position,
 * what they earned that this scheme does not count, and how several positions go together. Source: domain model §6.9 (several appointments
 * each by their own scheme, a transfer carries on, one learning event may count for several).
 */
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import type { EarnedEntry } from './choice.rules.ts';
import { heldSince } from './cycle.rules.ts';
import type { SchemeYear } from './scheme-year.rules.ts';

interface Post {
  position: Position;
  unitName: string;
  validFrom: string;
  validTo: string | null;
}

type Reckoned = Pick<SchemeYear, 'days' | 'earned'> & { positions: readonly Position[] };

/** In the order in which somebody asks: where the post was, then what is not in the figures. */
export function ownWords(
  standing: Reckoned,
  {
    posts,
    awards,
  }: { posts: readonly Post[]; awards: readonly Pick<EarnedEntry, 'amount' | 'occurredOn'>[] },
): string[] {
  return [
    ...standing.positions.flatMap((position) => postWords(position, posts, standing.days)),
    ...outsideWords(standing, awards),
  ];
}

/** Nothing of a post that was the only one and still is. */
function postWords(position: Position, posts: readonly Post[], days: { from: string; to: string }): string[] {
  const own = posts
    .filter((post) => post.position === position && post.validFrom <= days.to)
    .filter(({ validTo }) => (validTo ?? days.to) >= days.from)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const [first, ...later] = own;
  if (!first || later.length === 0) return [];
  const isOneAfterTheOther = own.every(
    ({ validFrom }, index) => index === 0 || validFrom > (own[index - 1]?.validTo ?? '9'),
  );
  const name = positionNames[position];
  if (!isOneAfterTheOther) {
    const units = own.map(({ unitName }) => unitName).join('、');
    return [`${name}的身份在${units}都有，年度学分只按一份算。`];
  }
  const places = [
    `先在${first.unitName}`,
    ...later.map(({ unitName, validFrom }) => `从 ${formatShortDate(validFrom)}起在${unitName}`),
  ];
  const isUnbroken = (heldSince(own, days.to) ?? '9') <= first.validFrom;
  return [
    `${name}${places.join('，')}。${isUnbroken ? '中间没有断开，前后连起来算。' : '中间断开过，断开的月份不算。'}`,
  ];
}

/** What other schools taught is not lost. */
function outsideWords(
  { days, earned }: Reckoned,
  awards: readonly Pick<EarnedEntry, 'amount' | 'occurredOn'>[],
): string[] {
  const all = awards
    .filter(({ occurredOn }) => occurredOn >= days.from && occurredOn <= days.to)
    .reduce((total, { amount }) => total + amount, 0);
  return all > earned
    ? [`另有 ${formatHundredths(all - earned)} 学分来自这个方案不计的学校或课程，不算进来，但都留在流水里。`]
    : [];
}

/** Above the schemes of somebody who is under several; null for one. */
export function severalWords(assessed: number): string | null {
  return assessed > 1
    ? `这一年有 ${assessed} 个方案，各按自己的要求算。一门课能在几个方案里都计入，不用学两遍；年度结果看差得最多的那一个。`
    : null;
}
