/** Why a section could not be taken, in words: what happened, why, and what to do. */
import { formatMoment } from '#app/lib/time.ts';
import { type Position, positionNames, schoolNames } from '#app/lib/vocabulary.ts';
import type { Refusal } from './eligibility.rules.ts';

export interface RefusalWords {
  what: string;
  next: string;
}

/** The words of a refusal for the section named `title`. */
export function refusalWords(refusal: Refusal, title: string): RefusalWords {
  switch (refusal.reason) {
    case 'already':
      return alreadyWords(refusal, title);
    case 'closed':
      return closedWords(refusal, title);
    case 'audience':
      return audienceWords(refusal);
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
        next: '可以候补：有人退出时，按先后顺序通知你，在通知写明的时间前确认就行。',
      };
  }
}

type Of<Reason extends Refusal['reason']> = Extract<Refusal, { reason: Reason }>;

function alreadyWords({ otherSection }: Of<'already'>, title: string): RefusalWords {
  if (otherSection)
    return {
      what: `这门课你已经选了另一个班：《${otherSection}》。`,
      next: '一门课只要上一个班。想换到这个班，可以直接换，原来的班会同时退掉。',
    };
  return { what: `你已经选了《${title}》，或者正在候补。`, next: '不用再选一次。可以到“我的课”查看。' };
}

function audienceWords(refusal: Of<'audience'>): RefusalWords {
  switch (refusal.asks) {
    case 'position':
      return {
        what: `这个班面向${named(refusal.audience)}，${heldWords(refusal.held)}`,
        next: '如果身份登记有误，请找教务更正；也可以在课程库里按“面向”挑适合你的课。',
      };
    case 'community':
      return {
        what: `这个班只面向${refusal.labels.join('、')}，${
          refusal.community ? `你登记在${refusal.community}。` : '你还没有登记所在的社区。'
        }`,
        next: refusal.community
          ? '如果登记有误，请找教务或者社区联络员更正；也可以看看同一门课有没有别的班。'
          : '请找社区联络员或者教务登记，登记好就可以选。',
      };
    case 'age':
      return refusal.ageBand
        ? {
            what: `这个班面向${refusal.label}，你登记的年龄段是 ${refusal.ageBand} 岁。`,
            next: '如果登记有误，请找教务更正；也可以看看同一门课有没有别的班。',
          }
        : {
            what: `这个班面向${refusal.label}，你还没有登记年龄段。`,
            next: '请找社区联络员或者教务登记年龄段（不用证件号），登记好就可以选。',
          };
  }
}

function named(positions: readonly Position[]): string {
  return positions.map((position) => positionNames[position]).join('、');
}

function heldWords(held: readonly Position[]): string {
  return held.length === 0 ? '你还没有登记身份。' : `你登记的身份是${named(held)}，不在其中。`;
}

function closedWords({ opensAt, over, lacksRules, undrawn }: Of<'closed'>, title: string): RefusalWords {
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
  if (undrawn)
    return {
      what: `《${title}》要先摇号，现在还没有办完。`,
      next: '摇号结果公布以后，剩下的名额就可以选。',
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

/** Why a section of a basket cannot be had together with what stands in front of it there. */
export function amongWords(refusal: Refusal): RefusalWords {
  switch (refusal.reason) {
    case 'clash':
      return {
        what: `在${formatMoment(refusal.at)}，和选课单里的《${refusal.with}》时间冲突。`,
        next: '两个班只能选一个：想选这个，就不要勾那个。',
      };
    case 'already':
      return {
        what: `选课单里已经有这门课的另一个班《${refusal.otherSection ?? ''}》。`,
        next: '一门课只要上一个班：想选这个，就不要勾那个。',
      };
    case 'term-limit':
      return {
        what: `加上已选的和选课单里前面的，超过了每学期 ${refusal.most} 个班。`,
        next: '想选这个，就少勾一个前面的班。',
      };
    case 'category-limit':
      return {
        what: `加上已选的和选课单里前面的，超过了${schoolNames[refusal.school]}每学期 ${refusal.most} 个班。`,
        next: '想选这个，就少勾一个前面的班。',
      };
    default:
      return refusalWords(refusal, '');
  }
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

/** Why the section that was to make room for another one stays. */
export function keptWords(reason: 'closed' | 'completed' | 'not-enrolled', title: string): RefusalWords {
  switch (reason) {
    case 'closed':
      return {
        what: `没有换：《${title}》的退选时间已经过了，班也开始了。`,
        next: '原来的班都还在，什么都没有变。确实要换的话，请联系教务。',
      };
    case 'completed':
      return {
        what: `没有换：《${title}》已经结业，不能退选。`,
        next: '学分和记录都会留着。可以看看有没有时间不冲突的班。',
      };
    case 'not-enrolled':
      return {
        what: `没有换：你现在没有《${title}》这个班。`,
        next: '可能在另一个页面已经退过了。请到“我的课”看看，再重新选。',
      };
  }
}

/** What became of an offered seat that was not taken. */
export function offerWords(outcome: 'expired' | 'not-found'): RefusalWords {
  return outcome === 'expired'
    ? { what: '确认时间已经过了，名额已经让出来了。', next: '还想学的话，可以再次候补，或者看看别的班。' }
    : { what: '现在没有等你确认的名额。', next: '可能在另一个页面已经答复过了，请到“我的课”查看。' };
}
