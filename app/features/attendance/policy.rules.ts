import { z } from 'zod';
import { basis } from '#app/features/credits/rules.schema.ts';
import policyFile from '#content/policies/attendance.json';

const minutes = z.number().int().min(1).max(240);

/** content/policies/attendance.json: from when on one may check in, from when on that is late, and how fast the code changes. */
export const attendancePolicy = z.strictObject({
  checkIn: z.strictObject({
    opensBeforeMinutes: minutes,
    lateAfterMinutes: minutes,
    codeSeconds: z.number().int().min(5).max(120),
    /** So long somebody who has scanned may take to sign in and say that they are there. */
    afterScanMinutes: minutes,
    /** Of one person and one meeting. */
    mostWrongCodes: z.number().int().min(3).max(100),
  }),
  basis: z.array(basis),
});

export type AttendancePolicy = z.output<typeof attendancePolicy>;

/** The academy's own rules of attendance, in force since the server began. */
export const policy = attendancePolicy.parse(policyFile);
