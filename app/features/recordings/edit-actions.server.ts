import type { z } from 'zod';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { describeRecording, type Edited, replaceCaptions } from './editing.server.ts';
import { publishRecording, withdrawRecording } from './publishing.server.ts';
import { captionsForm, descriptionForm, withdrawalForm } from './recording.schema.ts';

interface FieldError {
  field: string;
  message: string;
}

export type Applied =
  | { ok: true }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'errors'; errors: FieldError[] };

interface Asked {
  actor: Actor;
  recordingId: string;
  fields: Record<string, string>;
}

/** Does what a form of the editing page asks: `means` is describe, captions, publish or withdraw. */
export async function applyChange(
  { db, env, now }: RequestContext,
  { actor, recordingId, fields }: Asked,
): Promise<Applied> {
  const step = { actor, recordingId, now: now() };
  switch (fields.means) {
    case 'describe': {
      const form = descriptionForm.safeParse(fields);
      return form.success ? told(await describeRecording(db, { ...step, ...form.data })) : wrong(form.error);
    }
    case 'captions': {
      const form = captionsForm.safeParse(fields);
      return form.success
        ? told(await replaceCaptions(db, { ...step, ...form.data, env }))
        : wrong(form.error);
    }
    case 'publish': {
      const published = await publishRecording(db, step);
      if (published.ok) return { ok: true };
      if (published.reason === 'not-found') return { ok: false, reason: 'not-found' };
      return refusal(
        'captions',
        published.reason === 'withdrawn'
          ? '这一讲已经撤下，不能再发布。请重新上传。'
          : '还没有字幕。配好字幕再发布，听不清的人也要能看懂。',
      );
    }
    case 'withdraw': {
      const form = withdrawalForm.safeParse(fields);
      if (!form.success) return wrong(form.error);
      const withdrawn = await withdrawRecording(db, { ...step, ...form.data });
      if (withdrawn.ok) return { ok: true };
      if (withdrawn.reason === 'not-found') return { ok: false, reason: 'not-found' };
      return refusal(
        'reason',
        withdrawn.reason === 'last-recording'
          ? `这是 ${withdrawn.sections.join('、')}要看的最后一讲录播，撤下后不看录播也能拿录播学分。请先发布替代的录播，或先结束、取消这些班。`
          : '这一讲还没有发布，不用撤下。',
      );
    }
    default:
      return refusal('', '没有看懂要做什么。请回到这一页再试一次。');
  }
}

function told(edited: Edited): Applied {
  if (edited.ok) return { ok: true };
  return edited.reason === 'not-found'
    ? { ok: false, reason: 'not-found' }
    : refusal(edited.field, edited.words);
}

function wrong(error: z.ZodError): Applied {
  const errors = error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
  return { ok: false, reason: 'errors', errors };
}

function refusal(field: string, message: string): Applied {
  return { ok: false, reason: 'errors', errors: [{ field, message }] };
}
