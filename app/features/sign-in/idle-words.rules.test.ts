import { expect, it } from 'vitest';
import { idleState } from './idle-words.rules.ts';

it('says until when, by the clock of the academy, and what can be done', () => {
  const now = new Date('2026-11-22T02:30:00.000Z');
  const endsMs = now.getTime() + 119_500;
  const state = idleState({ endsMs, extendable: true }, now);
  expect(state).toMatchObject({ secondsLeft: 119, extendable: true });
  expect(state.words).toBe('登录到上午 10:31 结束。还在用的话，请按“继续使用”。');
  expect(idleState({ endsMs, extendable: false }, now).words).toContain('重新登录');
  expect(idleState({ endsMs: now.getTime() - 5, extendable: true }, now).secondsLeft).toBe(0);
});
