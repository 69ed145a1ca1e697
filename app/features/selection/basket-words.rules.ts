/** What a basket says: why something was not put in, what can be had of it, and what came of choosing. */
import { type School, schoolNames } from '#app/lib/vocabulary.ts';
import { MOST_IN_BASKET } from './basket.rules.ts';
import type { Limits } from './eligibility.rules.ts';
import { type RefusalWords, refusalWords } from './refusal-words.rules.ts';

/** Why a section was not put into the basket. */
export function basketWords(reason: 'already' | 'closed' | 'basket-full', title: string): RefusalWords {
  switch (reason) {
    case 'already':
      return { what: `《${title}》你已经选上了。`, next: '不用再放进选课单，可以到“我的课”查看。' };
    case 'closed':
      return {
        what: `《${title}》现在不能选。`,
        next: '这个班还没有开班，或者已经结束。可以看看同一门课有没有别的班。',
      };
    case 'basket-full':
      return {
        what: `选课单里已经有 ${MOST_IN_BASKET} 个班，放不下了。`,
        next: '先选上一些，或者拿掉不想要的，再放新的。',
      };
  }
}

/** `2026年秋季学期最多选 6 个班（老年学校最多 3 个），你已有 4 个。` Null in a term without limits. */
export function limitWords({
  termName,
  limits: { most, bySchool },
  has,
}: {
  termName: string;
  limits: Limits;
  has: number;
}): string | null {
  const ofSchools = Object.entries(bySchool).map(
    ([school, count]) => `${schoolNames[school as School]}最多 ${count} 个`,
  );
  if (most === null && ofSchools.length === 0) return null;
  if (most === null) return `${termName}：${ofSchools.join('，')}；你已有 ${has} 个班。`;
  const besides = ofSchools.length > 0 ? `（${ofSchools.join('，')}）` : '';
  return `${termName}最多选 ${most} 个班${besides}，你已有 ${has} 个。`;
}

/** What came of one section of a basket, as `state` with its words. */
export type ResultWords = { got: boolean; status: string; words: string };

export function resultWords({
  title,
  result,
}: {
  title: string;
  result: { outcome: 'enrolled' } | { outcome: 'waitlisted'; position: number } | Refused;
}): ResultWords {
  switch (result.outcome) {
    case 'enrolled':
      return { got: true, status: '已选上', words: '安排和要做的事在“我的课”里。' };
    case 'waitlisted':
      return {
        got: true,
        status: `候补第 ${result.position} 位`,
        words: '有名额时会通知你，在通知写明的时间前确认就行。',
      };
    case 'refused': {
      const { what, next } = refusalWords(result.refusal, title);
      return { got: false, status: '没有选上', words: `${what}${next}` };
    }
  }
}

type Refused = { outcome: 'refused'; refusal: Parameters<typeof refusalWords>[0] };
