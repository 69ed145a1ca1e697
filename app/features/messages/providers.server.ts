import type { Env } from '#app/lib/env.ts';
import { mailProvider } from './mail.server.ts';
import type { Way } from './message.rules.ts';
import type { Provider } from './provider.ts';
import { gatewayProvider } from './short-message.server.ts';

export type MessageEnv = Pick<Env, 'MAIL_URL' | 'MAIL_FROM' | 'SMS_URL' | 'SMS_TOKEN'>;

/** Whether somebody carries messages this way, or they only come into the log. */
export function isCarried({ MAIL_URL, SMS_URL }: MessageEnv, way: Way): boolean {
  return Boolean(way === 'email' ? MAIL_URL : SMS_URL);
}

/** Who carries messages this way; null: nobody was set up. Keep it: a mail server is not called anew for each letter. */
export function providerOf(env: MessageEnv, way: Way): Provider | null {
  const { MAIL_URL, MAIL_FROM = '', SMS_URL, SMS_TOKEN = '' } = env;
  if (way === 'email') return MAIL_URL ? mailProvider({ url: MAIL_URL, from: MAIL_FROM }) : null;
  return SMS_URL ? gatewayProvider({ url: SMS_URL, token: SMS_TOKEN }) : null;
}
