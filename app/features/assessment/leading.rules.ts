import { addDays } from '#app/lib/time.ts';

/** For which day and which project the rules are laid beside the record. */
export interface Leading {
  day: string;
  project: string;
  /** The day that was asked for is none, or too far off. */
  wrongDay: boolean;
}

const EARLIEST = '2000-01-01';
/** Nobody knows what will be asked later than in a year. */
const FURTHEST_DAYS = 366;
const MOST_LETTERS = 80;

/** What the address asks: a day up to a year ahead, today when it says none or a wrong one. */
export function leadingOf(
  { lead, project = '' }: { lead?: string; project?: string },
  today: string,
): Leading {
  const words = project.trim().slice(0, MOST_LETTERS);
  if (!lead) return { day: today, project: words, wrongDay: false };
  const at = /^\d{4}-\d{2}-\d{2}$/.test(lead) ? Date.parse(`${lead}T00:00:00.000Z`) : Number.NaN;
  const exists = !Number.isNaN(at) && new Date(at).toISOString().startsWith(lead);
  const good = exists && lead >= EARLIEST && lead <= addDays(today, FURTHEST_DAYS);
  return { day: good ? lead : today, project: words, wrongDay: !good };
}
