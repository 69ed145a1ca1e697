import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { type Applied, refusal, wrong } from './applied.ts';
import { describeRecording, type Edited, replaceCaptions } from './editing.server.ts';
import { sendToProvider } from './hand-over-state.server.ts';
import { processAgain } from './processing-wish.server.ts';
import { withdrawRecording } from './publishing.server.ts';
import { captionsForm, descriptionForm, versionForm, withdrawalForm } from './recording.schema.ts';
import { applyReviewStep } from './review-actions.server.ts';
import { declareVersion, makeNewVersion } from './versions.server.ts';

interface Asked {
  actor: Actor;
  recordingId: string;
  fields: Record<string, string>;
}

/**
 * Does what a form of the editing page asks: `means` is describe, captions, withdraw, version, new-version, process, hand-over, or a step
 * of the review (see `applyReviewStep`).
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
          : '这一讲还没有发布，或者已有新版，不用撤下。',
      );
    }
    case 'version': {
      const form = versionForm.safeParse(fields);
      if (!form.success) return wrong(form.error);
      const declared = await declareVersion(db, { ...step, previousId: form.data.previous || null });
      if (declared.ok) return { ok: true };
      if (declared.reason === 'not-found') return { ok: false, reason: 'not-found' };
      return refusal(
        'previous',
        declared.reason === 'not-a-draft'
          ? '这一讲已经发布，不能再改它替换哪一讲。'
          : '要替换的那一讲没有找到，或者已经撤下、有了别的新版。请重新选。',
      );
    }
    case 'new-version': {
      const made = await makeNewVersion(db, step);
      if (made.ok) return { ok: true, recordingId: made.recordingId };
      return made.reason === 'not-found'
        ? { ok: false, reason: 'not-found' }
        : refusal('', '只有已发布、还没有新版的录播能做新版。');
    }
    case 'process':
      return (await processAgain(db, step)) ? { ok: true } : { ok: false, reason: 'not-found' };
    case 'hand-over': {
      const sent = await sendToProvider(db, { ...step, env });
      if (sent.ok) return { ok: true };
      return sent.reason === 'not-found'
        ? { ok: false, reason: 'not-found' }
        : refusal('', notSentWords[sent.reason]);
    }
    default:
      return applyReviewStep(db, { step, fields });
  }
}

const notSentWords = {
  unready: '这个视频要先处理好，没有送。处理好了会自己送到 Mux，不用再点。',
  withdrawn: '这一讲已经撤下，没有送。',
  'no-provider': '学院没有开通 Mux，没有送。',
};

function told(edited: Edited): Applied {
  if (edited.ok) return { ok: true };
  return edited.reason === 'not-found'
    ? { ok: false, reason: 'not-found' }
    : refusal(edited.field, edited.words);
}
