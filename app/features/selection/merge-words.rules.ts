/** Why a merge was not carried out: what is in the way and what to do. */

import type { WorkInTheWay } from './merge-plan.rules.ts';

type Refusal =
  | WorkInTheWay
  | { reason: 'not-found' | 'closed' | 'met' | 'rules' | 'busy' | 'in-draw' }
  | { reason: 'room'; room: number }
  | { reason: 'seats'; atLeast: number };

/** Why a section of a round that is not done can be neither merged nor merged into. */
export const inDrawWords =
  '这两个班里有班在预选里，名额要留给摇号抽中的人。先等摇号和录取做完再并班；预选还没公布的，也可以先把班移出预选。';

/** The message of a refused merge, at the field where something can be done about it. */
export function mergeRefusal(refusal: Refusal): { field?: string; message: string } {
  switch (refusal.reason) {
    case 'not-found':
      return {
        message: '要并到的班找不到了：它要是同一学期、同一门课、已经开班、还没上完的班。请回去重选。',
      };
    case 'closed':
      return { message: '这个班已经结束，不能再并。' };
    case 'met':
      return {
        message: '已经有人在这个班完成了结业要求，并班会让这些白做。请让这个班上完，或者只停止选课。',
      };
    case 'work-staying':
    case 'made-up-asked':
    case 'evaluated':
    case 'no-meeting':
    case 'too-many-made-up':
      return { message: workWords(refusal) };
    case 'rules':
      return { message: '学院现在没有学分规则，转过去的人记不了学分。请先发布学分规则。' };
    case 'in-draw':
      return { message: inDrawWords };
    case 'busy':
      return { message: '正有很多人在选这个班，没能锁住名单，什么都没有改。请过一会儿再试。' };
    case 'room':
      return {
        field: 'capacity',
        message: `那个班的地点最多容 ${refusal.room} 人。名额写 ${refusal.room} 以内，或者先给它换大一点的地点。`,
      };
    case 'seats':
      return {
        field: 'capacity',
        message: `那个班的名额不够，要有 ${refusal.atLeast} 个才能都转过去。把名额改到 ${refusal.atLeast} 或更多。`,
      };
  }
}

const MOST_NAMED = 5;

/** What people have done that a merge would lose, and what to do. */
export function workWords(inTheWay: WorkInTheWay): string {
  switch (inTheWay.reason) {
    case 'work-staying':
      return `${someOf(inTheWay.names)}转不过去，可他们在这个班已经上过课、看过录播、交过作业或者做过题，并班会让这些白做。先和他们商量怎么上，或者让这个班上完。`;
    case 'no-meeting':
      return `第 ${inTheWay.number} 次课已经有人上过，或者正在补，可那个班没有第 ${inTheWay.number} 次课，这一次到课记不过去。先给那个班补上这次课，或者让这个班上完。`;
    case 'made-up-asked':
      return '有人补课用的录播或小测，正是那个班结业要看、要考的，转过去会算两次。请换一个班，或者让这个班上完。';
    case 'evaluated':
      return '这个班已经有人评过教，转过去会再评一次，而评教不记名，对不上是谁评的。请让这个班上完，或者只停止选课。';
    case 'too-many-made-up': {
      const { names, most } = inTheWay;
      const allowed = most === 0 ? '那个班课次少，一次也不能补' : `那个班最多能补 ${most} 次`;
      return `${someOf(names)}补的课，比那个班能补的多：${allowed}。请换一个课次多的班，或者让这个班上完。`;
    }
  }
}

function someOf(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? `等 ${names.length} 人` : '';
  return `${names.slice(0, MOST_NAMED).join('、')}${more}`;
}
