import { formatClock } from '#app/lib/time.ts';

/** How long a session lasts, as a page left open is told. The time of day, never a countdown. */
export interface IdleState {
  secondsLeft: number;
  words: string;
  /** Whether going on moves the end. */
  extendable: boolean;
}

export function idleState(
  { endsMs, extendable }: { endsMs: number; extendable: boolean },
  now: Date,
): IdleState {
  const until = `登录到${formatClock(new Date(endsMs))} 结束。`;
  const next = extendable
    ? '还在用的话，请按“继续使用”。'
    : '一天的登录时间到了，到时请重新登录；填到一半的照常提交，登录以后接着办。';
  return {
    secondsLeft: Math.max(0, Math.floor((endsMs - now.getTime()) / 1000)),
    words: until + next,
    extendable,
  };
}
