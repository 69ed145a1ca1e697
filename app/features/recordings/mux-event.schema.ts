import { z } from 'zod';

const id = z.string().min(1).max(191);
const maybeId = id.optional().catch(undefined);

/** What of a message by Mux is of use; whatever else it says is left alone. */
export const muxEvent = z.object({ id, type: z.string(), data: z.unknown() });

export const muxAsset = z.object({
  id,
  upload_id: maybeId,
  status: z.string().catch(''),
  duration: z.number().finite().optional().catch(undefined),
  playback_ids: z
    .array(z.object({ id, policy: z.string() }))
    .optional()
    .catch(undefined),
  errors: z
    .object({ type: z.string().optional(), messages: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
});

export const muxUpload = z.object({
  id,
  error: z
    .object({ type: z.string().optional(), message: z.string().optional() })
    .optional()
    .catch(undefined),
});
