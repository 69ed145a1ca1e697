/** What became of a choice in a draw, in words for the person whom it concerns. */
import type { ResultOutcome } from '#app/features/rounds/drawn-outcomes.ts';
import type { StatusTone } from '#app/ui/status.tsx';

export interface Outcome {
  outcome: ResultOutcome;
  seat: string | null;
  place: number;
  lastPlace: number | null;
}

export interface OutcomeWords {
  tone: StatusTone;
  word: string;
  why: string;
}

/** The words of a result. */
export function outcomeWords(result: Outcome): OutcomeWords {
  switch (result.outcome) {
    case 'admitted':
      return {
        tone: 'done',
        word: '抽中',
        why:
          result.seat === 'common'
            ? `你的号排第 ${result.place}。`
            : `你的号排第 ${result.place}，用的是留给你这一类学员的名额。`,
      };
    case 'yielded':
      return {
        tone: 'closed',
        word: '抽中但没选上',
        why: '办理时和你已经选上的班有冲突，或者不再符合条件，名额已经让出来了。',
      };
    case 'called-off':
      return {
        tone: 'closed',
        word: '抽中但班不开了',
        why: '录取以前这个班取消、并走或者上完了，没能替你选上。这次不算你已经选上课。',
      };
    case 'no-seat':
      return {
        tone: 'closed',
        word: '抽中但名额不够',
        why: '录取时班里的名额比摇号时少了，按号的先后给完。你已排进候补，在没抽中的人前面。',
      };
    case 'better':
      return { tone: 'neutral', word: '没有用上', why: '已经抽中更靠前的志愿。' };
    case 'clash':
      return { tone: 'neutral', word: '没有用上', why: '和已经抽中的班时间冲突。' };
    case 'same-course':
      return { tone: 'neutral', word: '没有用上', why: '已经抽中同一门课的另一个班。' };
    case 'lost':
      return { tone: 'closed', word: '没抽中', why: lostWords(result) };
  }
}

function lostWords({ place, lastPlace }: Outcome): string {
  if (lastPlace === null) return `你的号排第 ${place}，这个班没有可以给所有人的名额。`;
  if (place < lastPlace) return `你的号排第 ${place}。要先让每个人得到一个班，这个班的名额在那时就给完了。`;
  return `你的号排第 ${place}，这个班最后录取到第 ${lastPlace}。`;
}

const droppedReasons: Readonly<Record<string, string>> = {
  already: '已经选了这门课',
  closed: '这个班不开了',
  audience: '登记的身份不在这个班的对象里',
  prerequisite: '先修课还没有学完',
  clash: '和已经选上的班时间冲突',
  'term-limit': '这学期选的班已满',
  'category-limit': '这所学校这学期的班已选满',
};

/** Why a choice took no part in the draw. */
export function droppedWords(reason: string): string {
  return `报名截止时核对：${droppedReasons[reason] ?? '不符合这个班的条件'}。`;
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** `第一志愿` for 0. */
export function preferenceName(at: number): string {
  return `第${numerals[at] ?? ` ${at + 1} `}志愿`;
}

/** Why applying was refused as a whole. */
export function applyRefusalWords(reason: 'closed' | 'choices' | 'places'): string {
  switch (reason) {
    case 'closed':
      return '报名已经截止，这次没有保存。截止以前交的报名照常摇号。';
    case 'choices':
      return '志愿里有不在这次预选里的班，或者填得太多。请重新选一遍。';
    case 'places':
      return '想选上的班数比这次预选允许的多。请改小一些。';
  }
}

/** Words to somebody, told about them by name: 你 becomes the name. */
export function named(words: string, name: string): string {
  return words.replace(/你(?!们)/g, name);
}
