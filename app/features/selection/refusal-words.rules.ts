/** Why a section could not be taken, in words: what happened, why, and what to do. */
import { formatMoment } from '#app/lib/time.ts';
import { positionNames, schoolNames } from '#app/lib/vocabulary.ts';
import type { Refusal } from './eligibility.rules.ts';

export interface RefusalWords {
  what: string;
  next: string;
}

/** The words of a refusal for the section named `title`. */
export function refusalWords(refusal: Refusal, title: string): RefusalWords {
  switch (refusal.reason) {
    case 'already':
      return { what: `你已经选了《${title}》，或者正在候补。`, next: '不用再选一次。可以到“我的课”查看。' };
    case 'closed':
      return closedWords(refusal, title);
    case 'audience':
      return {
        what: `这个班面向${refusal.audience.map((position) => positionNames[position]).join('、')}，你登记的身份不在其中。`,
        next: '如果身份登记有误，请找教务更正；也可以在课程库里按“面向”挑适合你的课。',
      };
    case 'prerequisite':
      return {
        what: `学这门课之前，要先学完${refusal.courses.map((course) => `《${course.title}》`).join('、')}。`,
        next: '先选上面的课，结业以后就可以选这一门。',
      };
    case 'clash':
      return {
        what: `这个班在${formatMoment(refusal.at)}，和你已选的《${refusal.with}》时间冲突。`,
        next: '可以换一个时间不同的班，或者先退掉那门课。',
      };
    case 'term-limit':
      return {
        what: `每学期最多选 ${refusal.most} 个班，你已经选满。`,
        next: '先退掉一个班，或者等下个学期。',
      };
    case 'category-limit':
      return {
        what: `${schoolNames[refusal.school]}每学期最多选 ${refusal.most} 个班，你已经选满。`,
        next: '把机会留给更多人；先退掉一个班就可以再选。',
      };
    case 'full':
      return {
        what: `《${title}》的名额刚刚满了。`,
        next: '可以候补：有人退出时，按先后顺序通知你，48 小时内确认就行。',
      };
  }
}

function closedWords(
  { opensAt, over, lacksRules }: Extract<Refusal, { reason: 'closed' }>,
  title: string,
): RefusalWords {
  if (lacksRules)
    return {
      what: `《${title}》现在不能选：学院还没有发布学分规则。`,
      next: '发布以后就能选。可以请学院教务处理。',
    };
  if (over)
    return {
      what: `《${title}》这个班的课已经上完了。`,
      next: '可以看看同一门课有没有别的班，或者等下个学期再开。',
    };
  if (opensAt)
    return {
      what: `《${title}》还没到选课时间。`,
      next: `${formatMoment(opensAt)} 开始选课，到时再来。`,
    };
  return {
    what: `《${title}》现在不能选。`,
    next: '选课已经结束，或者还没有开班。可以看看同一门课有没有别的班。',
  };
}

/** Why a seat could not be given up. */
export function withdrawalWords(reason: 'closed' | 'completed' | 'not-enrolled'): RefusalWords {
  switch (reason) {
    case 'closed':
      return { what: '退选时间已经过了，班也开始了。', next: '确实上不了的话，请联系教务或者老师请假。' };
    case 'completed':
      return { what: '这门课已经结业，不能退选。', next: '学分和记录都会留着。' };
    case 'not-enrolled':
      return { what: '你没有选这个班，不用退。', next: '可能在另一个页面已经退过了。' };
  }
}

/** What became of an offered seat that was not taken. */
export function offerWords(outcome: 'expired' | 'not-found'): RefusalWords {
  return outcome === 'expired'
    ? { what: '确认时间已经过了，名额转给了下一位。', next: '还想学的话，可以再次候补，或者看看别的班。' }
    : { what: '现在没有等你确认的名额。', next: '可能在另一个页面已经答复过了，请到“我的课”查看。' };
}
