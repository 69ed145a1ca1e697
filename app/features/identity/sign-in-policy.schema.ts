import { z } from 'zod';
import { roles } from '#app/lib/vocabulary.ts';

const minutes = (most: number) => z.number().int().min(1).max(most);

/** `content/policies/sign-in.json`: how long a session lasts, who signs in by two steps, what wrong guesses cost. */
export const signInPolicyFile = z.strictObject({
  title: z.string(),
  /** Roles whose work reaches other people's data, each with the minutes after which an unused session ends. */
  idleMinutes: z.record(z.enum(roles), minutes(240)),
  learnerIdleMinutes: minutes(1440),
  warningMinutes: minutes(10),
  /** Used or not, a session of staff ends after so long. */
  staffHours: z.number().int().min(1).max(24),
  /** How long people without a role stay signed in on a device that they call their own. */
  ownDeviceDays: z.number().int().min(1).max(30),
  /** Whoever holds one of these cannot go on without the second step. */
  secondStepRoles: z.array(z.enum(roles)),
  lock: z.strictObject({
    accountFailures: z.number().int().min(3).max(20),
    addressFailures: z.number().int().min(10).max(200),
    /** After the first series of failures, the second, …; the last holds for all that follow. */
    minutes: z.array(minutes(120)).min(1),
    forgottenAfterHours: z.number().int().min(1).max(72),
  }),
  /** Whoever holds a role and has not signed in for so many days is named to the security administrator. */
  staffUnusedDays: z.number().int().min(30).max(366),
  /** After so many days staff are asked for a new password; 0: never. */
  staffPasswordDays: z.number().int().min(0).max(366),
});
