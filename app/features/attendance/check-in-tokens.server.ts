/** The code on the screen, and what a browser keeps of it while somebody signs in: signed, so that nobody makes one, and short-lived. */
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { isId } from '#app/lib/id.ts';
import { credentialsSecret, type SecretEnv } from '#app/lib/secret.server.ts';
import { stepAt, stepHolds } from './check-in.rules.ts';
import type { AttendancePolicy } from './policy.rules.ts';

type CheckIn = AttendancePolicy['checkIn'];

interface Signing {
  env: SecretEnv;
  meetingId: string;
}

/** What the screen shows at an instant: a token for the address in the square pattern, figures to type, and until when (ms since 1970) both are shown. */
export function shownCode(
  { env, meetingId }: Signing,
  at: Date,
  rules: CheckIn,
): { token: string; figures: string; untilMs: number } {
  const step = stepAt(at, rules);
  const said = `${meetingId}.${step.toString(36)}`;
  return {
    token: `${said}.${macOf(env, `token ${said}`)}`,
    figures: figuresOf(env, meetingId, step),
    untilMs: (step + 1) * rules.codeSeconds * 1000,
  };
}

/** The meeting whose code this is, and whether it still holds; null where nobody has shown it. */
export function readToken(
  env: SecretEnv,
  token: string,
  at: Date,
  rules: CheckIn,
): { meetingId: string; holds: boolean } | null {
  const [meetingId = '', step = '', mac = '', more] = token.split('.');
  if (more !== undefined || !isId(meetingId) || !/^[0-9a-z]{1,9}$/.test(step)) return null;
  if (!isSame(mac, macOf(env, `token ${meetingId}.${step}`))) return null;
  return { meetingId, holds: stepHolds(Number.parseInt(step, 36), at, rules) };
}

/** Whether these figures are, or just were, on the screen of a meeting. */
export function figuresHold({ env, meetingId }: Signing, figures: string, at: Date, rules: CheckIn): boolean {
  const now = stepAt(at, rules);
  return [now, now - 1].some((step) => isSame(figures, figuresOf(env, meetingId, step)));
}

/** What is kept of a scan: `scan` goes into the address, `nonce` stays in the browser, so that an address that is sent on lets nobody in. */
export function keptScan({ env, meetingId }: Signing, at: Date): { scan: string; nonce: string } {
  const nonce = randomBytes(18).toString('base64url');
  const said = `${meetingId}.${at.getTime().toString(36)}`;
  return { scan: `${said}.${macOf(env, `scan ${said} ${nonce}`)}.s`, nonce };
}

/** Which meeting's code a browser has scanned, and when; null where it has not, or too long ago. */
export function readScan(
  env: SecretEnv,
  { scan, nonce }: { scan: string; nonce: string },
  at: Date,
  { afterScanMinutes }: CheckIn,
): { meetingId: string; scannedAt: Date } | null {
  const [meetingId = '', time = '', mac = '', kind] = scan.split('.');
  if (kind !== 's' || !isId(meetingId) || !/^[0-9a-z]{1,9}$/.test(time)) return null;
  if (!isSame(mac, macOf(env, `scan ${meetingId}.${time} ${nonce}`))) return null;
  const scannedAt = new Date(Number.parseInt(time, 36));
  const age = at.getTime() - scannedAt.getTime();
  return age >= 0 && age <= afterScanMinutes * 60_000 ? { meetingId, scannedAt } : null;
}

function macOf(env: SecretEnv, text: string): string {
  const key = Buffer.from(hkdfSync('sha256', credentialsSecret(env), 'attendance', 'check-in codes', 32));
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url');
}

/** Six figures. */
function figuresOf(env: SecretEnv, meetingId: string, step: number): string {
  const mac = Buffer.from(macOf(env, `figures ${meetingId} ${step}`), 'base64url');
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
