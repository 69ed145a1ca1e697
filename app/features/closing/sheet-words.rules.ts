/** How a frozen statement is put in words, on the page, on paper and in tables. */
import { formatHundredths } from '#app/lib/hundredths.ts';
import type { Confirmation, FrozenAnswer, FrozenScheme } from './frozen.rules.ts';

export const confirmationWords: Record<Confirmation, string> = {
  confirmed: '本人已确认',
  changed: '确认以后有变化，按未确认记',
  objected: '本人有意见',
  silent: '未确认',
};

/** What somebody said of the draft, with the answer. */
export function answerWords(answer: FrozenAnswer | null): string | null {
  if (answer?.kind !== 'objected') return null;
  const said = `意见：${sentence(answer.words ?? '')}`;
  return answer.reply ? `${said}答复：${sentence(answer.reply.words)}` : said;
}

/** People end what they write with a full stop or not. */
const sentence = (text: string): string => (/[。！？!?…]$/.test(text) ? text : `${text}。`);

/** A counter beside the credits: `三年学时 2024–2026：30 学时，要 72 学时，还差 42 学时`. */
export function counterWords({
  label,
  unit,
  days,
  counted,
  levels,
}: FrozenScheme['counters'][number]): string {
  const [from, to] = [days.from.slice(0, 4), days.to.slice(0, 4)];
  const span = from === to ? to : `${from}–${to}`;
  const asked = levels.map((level) => {
    const named = levels.length > 1 ? `${level.label}` : '';
    const rest = level.missing === 0 ? '已满' : `还差 ${formatHundredths(level.missing)} ${unit}`;
    return `${named}要 ${formatHundredths(level.required)} ${unit}，${rest}`;
  });
  return `${label}（${span}）：${formatHundredths(counted)} ${unit}；${asked.join('；')}`;
}
