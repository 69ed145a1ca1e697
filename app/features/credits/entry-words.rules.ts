/** What an entry rests on, in words that anybody can follow. Source: promise 2 (every entry shows evidence and rule version). */
import { formatMoment, formatSeconds, formatShortDate } from '#app/lib/time.ts';

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
      return `到课 ${numberOf(met.present)} 次，共 ${numberOf(met.meetings)} 次，由老师点名确认，${when}`;
    case 'evaluate':
      return met.windowClosed
        ? `评价期已过，按规则视为完成，${when}`
        : `已评价（凭回执，内容不记名），${when}`;
    default:
      return `${met.title}，${when}`;
  }
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
