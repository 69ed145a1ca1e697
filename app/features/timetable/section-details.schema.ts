import { z } from 'zod';
import { positions } from '#app/lib/vocabulary.ts';
import {
  ageField,
  communitiesField,
  minSizeField,
  noteField,
  personField,
  titleField,
} from './new-section.schema.ts';

/** The form that changes a section. Messages are shown to the person. */
export const sectionDetailsForm = z.object({
  title: titleField,
  teacher: z.union([z.literal(''), z.uuid({ error: '请在列出的老师里选。' })]).default(''),
  headTeacher: personField,
  minSize: minSizeField,
  note: noteField,
  /** Whether the form asked who may take it: not of a section that has opened. */
  audienceAsked: z.literal('yes').optional(),
  audience: z.array(z.enum(positions)).default([]),
  communities: communitiesField,
  ageFrom: ageField,
});
export type SectionDetailsForm = z.infer<typeof sectionDetailsForm>;
