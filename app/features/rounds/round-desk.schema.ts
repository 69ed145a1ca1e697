import { z } from 'zod';
import { agesAsked } from '#app/features/timetable/new-section.schema.ts';
import { whole } from '#app/lib/form-fields.ts';

const rules = {
  name: z.string().trim().min(2, { error: '请给这次预选起个名字。' }).max(30, { error: '名字最多 30 字。' }),
  mostChoices: whole('志愿个数', 1, 9),
  mostPlaces: whole('最多得几个班', 1, 5),
  mostLots: whole('号的上限', 1, 9),
};

/** The registrar's form for a new round. Messages are shown to the person. */
export const newRoundForm = z.object({ term: z.uuid({ error: '请选学期。' }), ...rules });

const sectionIds = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().filter(Boolean))
  .pipe(z.array(z.uuid()).min(1, { error: '请至少勾一个班。' }));

/** What the registrar may do to a round on its page. */
export const roundChange = z.discriminatedUnion('means', [
  z.object({ means: z.literal('rules'), ...rules }),
  z.object({ means: z.literal('add-sections'), section: sectionIds }),
  z.object({ means: z.literal('drop-section'), section: z.uuid() }),
  z
    .object({
      means: z.literal('add-quota'),
      group: z.string({ error: '请选留给谁。' }).min(1, { error: '请选留给谁。' }),
      // Of people only age bands are known, so seats can be reserved from the beginning of one on.
      age: z.union([z.literal(''), z.enum(agesAsked, { error: '请在列出的年龄里选。' })]).default(''),
      share: whole('比例', 1, 100),
      quotaSection: z.union([z.literal(''), z.uuid()]).default(''),
    })
    .refine(({ group, age }) => group !== 'age' || age !== '', {
      path: ['age'],
      error: '请选从多少岁起。',
    }),
  z.object({ means: z.literal('drop-quota'), quota: z.uuid() }),
  z.object({ means: z.enum(['publish', 'freeze', 'draw', 'admit']) }),
  z.object({ means: z.literal('drop-round') }),
]);
export type RoundChange = z.infer<typeof roundChange>;
