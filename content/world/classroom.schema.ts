import { z } from 'zod';
import { questionFile } from '#app/features/exercises/questions.schema.ts';

const pastDays = z.number().int().min(1);
/** The place in the section's list of learners, counted from 0. */
const who = z.number().int().nonnegative();

/** Exercises besides the quiz that each course has, and what learners have answered with files of content/world/files. */
export const exercisesFile = z.array(
  z.strictObject({
    key: z.string().regex(/^[a-z-]+$/),
    course: z.string(),
    title: z.string().min(2).max(120),
    /** Questions that only this exercise draws; empty: those that the course has anyway. */
    pool: z.string(),
    drawCount: z.number().int().positive(),
    passMark: z.number().int().positive(),
    maxAttempts: z.number().int().positive(),
    intro: z.string(),
    questions: z.array(questionFile),
    works: z.array(
      z.strictObject({
        section: z.string(),
        who,
        daysAgo: pastDays,
        files: z.array(z.string()).min(1),
        /** Without it the attempt is still open. */
        handIn: z.boolean().default(false),
        mark: z.strictObject({ daysAgo: pastDays, right: z.boolean(), words: z.string().min(5) }).optional(),
      }),
    ),
  }),
);
export type ExercisesFile = z.output<typeof exercisesFile>;

/** What stands for a missed meeting, and who makes it up how far. Meetings are counted from 1. */
export const makingUpFile = z.array(
  z.strictObject({
    section: z.string(),
    meeting: z.number().int().positive(),
    recording: z.string(),
    exercise: z.string(),
    setDaysAgo: pastDays,
    people: z.array(
      z.strictObject({
        who,
        openedDaysAgo: pastDays,
        watchedDaysAgo: pastDays.optional(),
        passedDaysAgo: pastDays.optional(),
      }),
    ),
  }),
);
export type MakingUpFile = z.output<typeof makingUpFile>;

/** Slides beside a lecture: content/recordings/<slug>/slides.json. One without words still waits for somebody to say what it is. */
export const slidesFile = z.object({
  stills: z
    .array(z.object({ file: z.string(), fromSeconds: z.number().optional(), words: z.string().optional() }))
    .min(1),
});
