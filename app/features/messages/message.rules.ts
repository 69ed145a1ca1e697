/** How something reaches people outside the academy. */
export type Way = 'email' | 'sms';

/** What became of a message. `not-sent`: there is nobody who would carry it, and it was written into the log only. */
export type MessageState = 'waiting' | 'sent' | 'not-sent' | 'given-up';

export const stateNames: Readonly<Record<MessageState, string>> = {
  waiting: '等着发送',
  sent: '已交给对方服务器',
  'not-sent': '没有发出（没有配置）',
  'given-up': '没有发成，已经放弃',
};

export const wayNames: Readonly<Record<Way, string>> = { email: '邮件', sms: '短信' };

/** After a day nobody waits for it any more. */
export const LONGEST_MS = 24 * 3600_000;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3600_000;

/** When a message is tried again after so many failures: 10 s, 30 s, 90 s … an hour at most. Null: it would come too late. */
export function nextTry(tries: number, { now, usefulUntil }: { now: Date; usefulUntil: Date }): Date | null {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** Math.max(0, tries - 1));
  const at = new Date(now.getTime() + wait);
  return at < usefulUntil ? at : null;
}

const MOST_OF_A_REASON = 200;

/** What a server said, fit to be kept: one line, and without the address itself. */
export function reasonWords(error: unknown, { to, masked }: { to: string; masked: string }): string {
  const words = error instanceof Error ? error.message : String(error);
  const plain = words.replace(/\s+/g, ' ').trim();
  return [...plain.replaceAll(to, masked)].slice(0, MOST_OF_A_REASON).join('') || 'no reason given';
}
