import { z } from 'zod';
import { CONSENT_WAYS } from './review.rules.ts';

/** `recording.json` beside a finished lecture in content/recordings/. Seconds are of the lecture. */
export const authoredRecording = z.object({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  courseCode: z.string(),
  title: z.string().min(1).max(120),
  summary: z.string().max(500),
  durationSeconds: z.number().positive(),
  chapters: z.array(z.object({ startSeconds: z.number().nonnegative(), title: z.string().min(1).max(60) })),
});

const title = z.string().trim().min(1, '请给这一讲起个标题。').max(120, '标题最多 120 个字。');

/** The words of the upload form; its files come beside them. */
export const uploadForm = z.object({
  title,
  course: z.string().min(1, '请选这一讲属于哪门课。'),
  section: z.string().default(''),
});

/** The film that was on the page: times are of it. Left out by whoever writes none. */
const film = z.string().optional();

export const descriptionForm = z.object({
  film,
  title,
  summary: z.string().trim().max(500, '简介最多 500 个字。'),
  chapters: z.string().max(8_000, '章节太长了，最多 60 行。'),
});

export const captionsForm = z.object({ film, captions: z.string().max(1_000_000, '字幕太长，最多 1 MB。') });

/** Who is to be seen, when a draft is handed in for review. */
export const submissionForm = z
  .object({
    way: z.enum(CONSENT_WAYS, '请选出镜的人是怎样同意的。'),
    people: z.string().trim().max(300, '出镜的人最多写 300 个字。').default(''),
  })
  .refine(({ way, people }) => way === 'nobody' || people.length > 0, {
    path: ['people'],
    message: '请写明画面里有谁，比如“杨桂珍、第三网格的六位楼栋长”。',
  })
  .transform(({ way, people }) => ({ way, people: way === 'nobody' ? '' : people }));

export const approvalForm = z.object({
  words: z.string().trim().max(500, '附言最多 500 个字。').default(''),
});

export const returnForm = z.object({
  words: z.string().trim().min(2, '请写明要改什么，上传的人才知道怎么改。').max(500, '最多 500 个字。'),
});

export const withdrawalForm = z.object({
  reason: z.string().trim().min(2, '请写明为什么撤下，方便以后查。').max(200, '原因最多 200 个字。'),
});

/** Which published recording a draft replaces; empty for none. */
export const versionForm = z.object({ previous: z.string().default('') });
