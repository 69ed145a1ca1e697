import { z } from 'zod';
import { unitKinds, xiaoquTypes } from '#app/features/organisation/kinds.ts';

/** The form for a new unit. */
export const newUnitForm = z.object({
  kind: z.enum(unitKinds, '请选种类。'),
  name: z.string('请填名称。').trim().min(1, '请填名称。').max(64, '名称最多 64 个字。'),
  xiaoquType: z
    .union([z.literal(''), z.enum(xiaoquTypes, '请选小区的类型。')])
    .optional()
    .transform((value) => value || null),
  validFrom: z.iso.date('请填从哪一天起。'),
});
