/** What an entry rests on, in words that anybody can follow. Source: promise 2 (every entry shows evidence and rule version). */
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate, formatMoment, formatSeconds, formatShortDate } from '#app/lib/time.ts';
import type { MadeUpMeeting } from './made-up.rules.ts';

interface MetRequirement {
  kind: string;
  title: string;
  metAt: string | null;
  [detail: string]: unknown;
}

/** One met requirement as a sentence. */
export function requirementWords(met: MetRequirement): string {
  const when = met.metAt
    ? met.metAt.length === 10
      ? formatShortDate(met.metAt)
      : formatMoment(met.metAt)
    : '';
  switch (met.kind) {
    case 'watch':
      return `看完录播“${met.title}”${watchedWords(met)}，${when}`;
    case 'quiz':
      return `小测“${met.title}”${numberOf(met.score)} 分（${numberOf(met.passMark)} 分通过）${markedWords(met)}，${when}`;
    case 'task':
      return `任务“${met.title}”${numberOf(met.score)} 分，满分 ${numberOf(met.of)}，老师验收通过，${when}`;
    case 'attend':
      return `到课 ${numberOf(met.present)} 次${madeUpCount(met)}，共 ${numberOf(met.meetings)} 次，由老师点名确认，${when}`;
    case 'evaluate':
      return met.windowClosed
        ? `评价期已过，按规则视为完成，${when}`
        : `已评价（凭回执，内容不记名），${when}`;
    default:
      return `${met.title}，${when}`;
  }
}

function madeUpCount({ madeUp }: MetRequirement): string {
  return Array.isArray(madeUp) && madeUp.length > 0 ? `，补课 ${madeUp.length} 次` : '';
}

/** The meetings that were made up, of whatever evidence there is. */
export function madeUpOf(requirements: readonly MetRequirement[] | undefined): MadeUpMeeting[] {
  const attended = requirements?.find(({ kind }) => kind === 'attend');
  return Array.isArray(attended?.madeUp) ? (attended.madeUp as MadeUpMeeting[]) : [];
}

/** One made-up meeting as a sentence. */
export function madeUpWords({ number, topic, watchedPercent, score, doneAt, counts }: MadeUpMeeting): string {
  const how = `第 ${number} 次“${topic}”：录播看了 ${watchedPercent}%，小测 ${score} 分，${formatMoment(doneAt)} 补上`;
  return counts ? how : `${how}。不算它到课也够，学分不打折`;
}

/** What making up changed in the sum. Amounts in hundredths. */
export function madeUpChange({ before, amount }: { before: number | undefined; amount: number }): string {
  if (before === undefined) return '这一笔没有因为补课少记。';
  const paid = formatHundredths(Math.abs(amount));
  if (before === Math.abs(amount)) return `补课的学时按规则打了折，取整以后没有差别，还是 ${paid} 学分。`;
  return `都到课是 ${formatHundredths(before)} 学分，有补课，记 ${paid} 学分。`;
}

/** Whoever looked at what was handed in as files. */
function markedWords({ markedBy }: MetRequirement): string {
  return typeof markedBy === 'string' ? `，交的文件由${markedBy}看过` : '';
}

function watchedWords({ coveredSeconds, durationSeconds }: MetRequirement): string {
  if (typeof coveredSeconds !== 'number' || typeof durationSeconds !== 'number') return '';
  return `：全长 ${formatSeconds(durationSeconds)}，看了 ${Math.min(100, Math.round((coveredSeconds / durationSeconds) * 100))}%`;
}

function numberOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : '—';
}

/** That one may have a decision looked at again, and until when: told with the decision itself. */
export function appealWords(until: string): string {
  return `不同意的话，${formatDate(until)}（含当天）以前可以申诉，请另一位复核员再看。`;
}
