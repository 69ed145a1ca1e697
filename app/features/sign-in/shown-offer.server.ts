import type { SecretEnv } from '#app/lib/secret.server.ts';
import { authenticatorAddress, inFours } from './one-time-codes.rules.ts';
import type { ShownOffer } from './parts/set-up-form.tsx';
import { qrShapes } from './qr-shapes.server.ts';
import { offerSecret } from './second-factor.server.ts';

/** What the page of setting up shows: a new secret, or the one that a form brought back. */
export function shownOffer(
  env: SecretEnv,
  asked: { personId: string; username: string; offer?: string; now: Date },
): ShownOffer {
  const { secret, offer } = offerSecret(env, asked);
  return { qr: qrShapes(authenticatorAddress(secret, asked.username)), secret: inFours(secret), offer };
}

/** Why the second step was not set up, in words. */
export const setUpRefusals = {
  expired: '这一页打开得太久了，密钥已经换了新的。请让验证器重新扫一次，再填数字。',
  wrong: '数字不对，或者已经过了半分钟。请填验证器现在显示的 6 位数字；一直不对，请看手机的时间准不准。',
  already: '这个账号已经开启了两步登录。',
} as const;
