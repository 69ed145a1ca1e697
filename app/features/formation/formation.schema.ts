import { z } from 'zod';
import { whole } from '#app/lib/form-fields.ts';
import { goals, strategies } from './formation-words.ts';

/** How a section is divided. Messages are shown to the person. Source: domain.md §6.4: 20–40 a class, 5–7 a group. */
const settingsForm = z
  .object({
    strategy: z.enum(strategies, { error: '请选一种分法。' }),
    cohortFrom: whole('每班人数的下限', 2, 500, ' 人'),
    cohortTo: whole('每班人数的上限', 2, 500, ' 人'),
    groupFrom: whole('每组人数的下限', 2, 100, ' 人'),
    groupTo: whole('每组人数的上限', 2, 100, ' 人'),
  })
  .refine(({ cohortFrom, cohortTo }) => cohortFrom <= cohortTo, {
    path: ['cohortTo'],
    error: '每班人数的上限不能小于下限。',
  })
  .refine(({ groupFrom, groupTo }) => groupFrom <= groupTo, {
    path: ['groupTo'],
    error: '每组人数的上限不能小于下限。',
  })
  .refine(({ groupFrom, cohortTo }) => groupFrom <= cohortTo, {
    path: ['groupFrom'],
    error: '一个组不能比一个班还大。',
  })
  .transform(({ strategy, cohortFrom, cohortTo, groupFrom, groupTo }) => ({
    strategy,
    cohort: { from: cohortFrom, to: cohortTo },
    group: { from: groupFrom, to: groupTo },
  }));

/** People moved by hand: who, and to which cohort and group (`2-3`). */
const moveForm = z.object({
  people: z.array(z.uuid()).min(1, { error: '请先勾选要移的人。' }).max(500),
  to: z
    .string({ error: '请选要移到哪个组。' })
    .regex(/^\d{1,2}-\d{1,3}$/, { error: '请选要移到哪个组。' })
    .transform((text) => {
      const [cohort = 0, group = 0] = text.split('-').map(Number);
      return { cohort, group };
    }),
  why: z.string().trim().max(60, { error: '原因最多 60 个字。' }).default(''),
});

/** What a cohort is called, and who looks after it: a username or a name; empty for nobody. */
const cohortForm = z.object({
  cohort: z.coerce.number().int().min(1).max(99),
  name: z.string().trim().min(1, { error: '班名不能空着。' }).max(20, { error: '班名最多 20 个字。' }),
  head: z.string().trim().max(64, { error: '姓名或用户名最多 64 个字。' }).default(''),
});

const nothing = z.object({});

/** What the registrar can do with a formation, by the word that the form sends as `means`. */
export const deedForms = {
  propose: settingsForm,
  another: settingsForm,
  late: nothing,
  confirm: nothing,
  anew: nothing,
  move: moveForm,
  undo: z.object({ batch: z.uuid() }),
  release: z.object({ enrolment: z.uuid() }),
  cohort: cohortForm,
};
export type Means = keyof typeof deedForms;

export type Deed = { [Each in Means]: { means: Each; given: z.output<(typeof deedForms)[Each]> } }[Means];

export interface WrongField {
  field: string;
  message: string;
}

/** Reads what was sent: the deed, or what is wrong with it; null for a form that no page of ours sends. */
export function readDeed(form: FormData): { deed: Deed } | { errors: WrongField[] } | null {
  const means = String(form.get('means') ?? '');
  if (!Object.hasOwn(deedForms, means)) return null;
  const sent = { ...Object.fromEntries(form), people: form.getAll('people') };
  const read = deedForms[means as Means].safeParse(sent);
  if (read.success) return { deed: { means, given: read.data } as Deed };
  return {
    errors: read.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message })),
  };
}

/** What somebody wants from a course; `none` takes it back. */
export const goalForm = z.object({ goal: z.enum([...goals, 'none'], { error: '请选一项。' }) });
