import { z } from 'zod';

const seconds = z.number().finite();
const MOST_SPANS = 200;

/** What a player reports: see the contract, `POST …/viewing`. Times are seconds of the recording. */
export const viewingReport = z.object({
  lease: z.string().min(1).max(64),
  spans: z.array(z.tuple([seconds, seconds])).max(MOST_SPANS),
  rate: z.number().finite().positive(),
  late: z.boolean().optional(),
});

/** A player that begins anew names the lease that it held before. */
export const leaseWish = z.object({ from: z.string().max(64).optional() });

export const questionAnswer = z.object({ lease: z.string().min(1).max(64) });
