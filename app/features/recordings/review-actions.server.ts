import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type Applied, refusal, wrong } from './applied.ts';
import { type Published, publishRecording } from './publishing.server.ts';
import { approvalForm, returnForm, submissionForm } from './recording.schema.ts';
import {
  type Decided,
  decideReview,
  type Submitted,
  submitForReview,
  takeBackFromReview,
} from './review.server.ts';

interface Asked {
  step: { actor: Actor; recordingId: string; now: Date };
  fields: Record<string, string>;
}

/** Does what a form about the review asks: `means` is submit, approve, return, take-back or publish. */
export async function applyReviewStep(db: Db, { step, fields }: Asked): Promise<Applied> {
  switch (fields.means) {
    case 'submit': {
      const form = submissionForm.safeParse(fields);
      return form.success
        ? told(await submitForReview(db, { ...step, consent: form.data }))
        : wrong(form.error);
    }
    case 'approve': {
      const form = approvalForm.safeParse(fields);
      return form.success
        ? told(await decideReview(db, { ...step, ...form.data, outcome: 'approved' }))
        : wrong(form.error);
    }
    case 'return': {
      const form = returnForm.safeParse(fields);
      return form.success
        ? told(await decideReview(db, { ...step, ...form.data, outcome: 'returned' }))
        : wrong(form.error);
    }
    case 'take-back':
      return told(await takeBackFromReview(db, step));
    case 'publish':
      return told(await publishRecording(db, step));
    default:
      return refusal('', '没有看懂要做什么。请回到这一页再试一次。');
  }
}

type Refused = Exclude<Submitted | Decided | Published, { ok: true }>['reason'];

const refusals: Record<Exclude<Refused, 'not-found'>, [field: string, words: string]> = {
  'no-captions': ['captions', '还没有字幕。配好字幕再送审，听不清的人也要能看懂。'],
  unready: ['', '视频还没有处理好，现在看不了。等“视频文件”一栏说处理好了，再送审、发布。'],
  'in-review': ['', '已经有人送审了，等着看。要再改视频，先收回。'],
  'cuts-wait': ['', '有地方等着剪，还没有剪好，不能送审。剪好了再送，或者先放弃这次剪辑。'],
  'not-a-draft': ['', '这一讲已经通过、发布或者撤下，不用再送审。'],
  'not-in-review': ['', '这一讲现在不在审看中：可能刚被收回，或者别人已经看过了。刷新这一页看最新的情况。'],
  own: ['', '自己上传或送审的录播，要请另一位老师或教务审看。'],
  'not-approved': ['', '这一讲还没有通过审看，不能发布。先送审，请另一位老师或教务看一遍。'],
  replaced: ['', '它要替换的那一讲已经有了别的新版，这次没有发布。先改成替换最新的那一讲，或者不替换。'],
  withdrawn: ['', '这一讲已经撤下，不能再发布。请重新上传。'],
};

function told(outcome: Submitted | Decided | Published): Applied {
  if (outcome.ok) return { ok: true };
  if (outcome.reason === 'not-found') return { ok: false, reason: 'not-found' };
  return refusal(...refusals[outcome.reason]);
}
