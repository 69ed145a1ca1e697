import { z } from 'zod';
import { isId } from '#app/lib/id.ts';
import { positions, roles } from '#app/lib/vocabulary.ts';

const id = (what: string) => z.string(what).refine(isId, what);
const day = (what: string) => z.iso.date(what);
const lastDay = z
  .union([z.literal(''), z.iso.date('最后一天的日期不对。')])
  .optional()
  .transform((value) => value || null);

/** What staff can do on one person's page; `what` says which form was sent. */
export const personForm = z.discriminatedUnion(
  'what',
  [
    z.object({
      what: z.literal('appointment'),
      position: z.enum(positions, '请选岗位。'),
      orgUnitId: id('请选所在的组织。'),
      validFrom: day('请填从哪一天起。'),
      validTo: lastDay,
    }),
    z.object({
      what: z.literal('appointment-end'),
      appointmentId: id('没有找到这个岗位。'),
      lastDay: day('请填最后一天。'),
    }),
    z.object({
      what: z.literal('transfer'),
      appointmentId: id('请选调动的岗位。'),
      orgUnitId: id('请选调到哪里。'),
      firstDay: day('请填新岗位从哪一天起。'),
    }),
    z.object({
      what: z.literal('grant'),
      role: z.enum(roles, '请选授权。'),
      /** `everywhere` or a unit. */
      reach: z.union([z.literal('everywhere'), id('请选管到哪里。')], '请选管到哪里。'),
      validTo: lastDay,
    }),
    z.object({ what: z.literal('grant-end'), grantId: id('没有找到这项授权。') }),
  ],
  '没能读懂这次提交。',
);

export type PersonForm = z.output<typeof personForm>;
