import type { Role } from '#app/lib/vocabulary.ts';
import policyFile from '#content/policies/sign-in.json';
import { signInPolicyFile } from './sign-in-policy.schema.ts';

/** Source: 等级保护 (GB/T 22239-2019), a session ends by itself after a time unused; the figures are the academy's own. */
export const signInPolicy = signInPolicyFile.parse(policyFile);

const MINUTE_MS = 60_000;
/** Use is noted at most this often: a write for every request would be most of the writing there is. */
const NOTED_EVERY_MS = 5 * MINUTE_MS;
/** … and more often where the limit is short, so that what is not noted never costs more than a fifteenth of it. */
const NOTED_PART = 15;

/** Whether one of the roles reaches other people's data. */
export function isStaff(roles: readonly Role[]): boolean {
  return roles.some((role) => signInPolicy.idleMinutes[role] !== undefined);
}

/** Milliseconds that a session may lie unused; of several roles the shortest time counts. */
export function idleLimitMs({ roles, ownDevice }: { roles: readonly Role[]; ownDevice: boolean }): number {
  if (isStaff(roles))
    return Math.min(...roles.map((role) => signInPolicy.idleMinutes[role] ?? Infinity)) * MINUTE_MS;
  return ownDevice ? signInPolicy.ownDeviceDays * 86_400_000 : signInPolicy.learnerIdleMinutes * MINUTE_MS;
}

export interface SessionTimes {
  roles: readonly Role[];
  ownDevice: boolean;
  /** Instants. */
  startedAt: string;
  usedAt: string;
}

export interface SessionEnd {
  /** On the clock of `Date`. */
  endsMs: number;
  /** Whether use moves the end on: not on the day's last stretch of somebody on the staff. */
  extendable: boolean;
}

/** When a session ends if nobody uses it from now on. */
export function sessionEnd(times: SessionTimes): SessionEnd {
  const idleEnds = Date.parse(times.usedAt) + idleLimitMs(times);
  if (!isStaff(times.roles)) return { endsMs: idleEnds, extendable: true };
  const dayEnds = Date.parse(times.startedAt) + signInPolicy.staffHours * 60 * MINUTE_MS;
  return { endsMs: Math.min(idleEnds, dayEnds), extendable: idleEnds < dayEnds };
}

/** Whether so much time has gone by since a use was noted that this one must be. */
export function isUseDue(times: SessionTimes, nowMs: number): boolean {
  const every = Math.min(NOTED_EVERY_MS, idleLimitMs(times) / NOTED_PART);
  return nowMs - Date.parse(times.usedAt) >= every;
}
