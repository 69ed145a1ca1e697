import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { type Applied, refusal, wrong } from './applied.ts';
import { describeRecording, type Edited, replaceCaptions } from './editing.server.ts';
import { withdrawRecording } from './publishing.server.ts';
import { captionsForm, descriptionForm, withdrawalForm } from './recording.schema.ts';
import { applyReviewStep } from './review-actions.server.ts';

interface Asked {
  actor: Actor;
  recordingId: string;
  fields: Record<string, string>;
}

/**
 * Does what a form of the editing page asks: `means` is describe, captions, withdraw, or a step of the review
 * (see `applyReviewStep`).
 */
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
      return applyReviewStep(db, { step, fields });
  }
}

function told(edited: Edited): Applied {
  if (edited.ok) return { ok: true };
  return edited.reason === 'not-found'
    ? { ok: false, reason: 'not-found' }
    : refusal(edited.field, edited.words);
}
