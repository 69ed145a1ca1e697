/** Fields that many forms have, with messages that name them. For `*.schema.ts`. */
import { z } from 'zod';

/** A whole number. `unit` stands behind the bounds, as in “至少 2 人”. */
export const whole = (label: string, from: number, to: number, unit = '') =>
  z.coerce
    .number({ error: `${label}要写数字。` })
    .int({ error: `${label}要写整数。` })
    .min(from, { error: `${label}至少 ${from}${unit}。` })
    .max(to, { error: `${label}最多 ${to}${unit}。` });

/** A calendar day. Where it is none, what compares days is not asked any more: it could not reckon with it. */
export const day = (label: string) => z.iso.date({ error: `请填${label}，格式像 2026-11-22。`, abort: true });

/** A clock time. */
export const clock = (label: string) =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: `请填${label}，写成 19:00 这样。` });
