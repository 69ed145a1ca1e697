import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { readCuts } from './cut-forms.ts';
import { cutStateOf } from './cut-state.server.ts';
import { type CutRefusal, dropCuts, saveCuts } from './cutting.server.ts';
import { recordingAtDesk } from './desk.server.ts';
import { deleteOriginal, type OriginalDeleted } from './original.server.ts';

export type CutsChanged =
  | {
      ok: true /** What to say about it. */;
      done: 'waits' | 'whole' | 'same' | 'dropped' | 'deleted' | 'kept' | 'ending';
    }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'problems' | 'refused'; problems: { field: string; words: string }[] };

/** Does what a form of the cutting page asks: `deed` is save, drop or delete. */
export async function changeCuts(
  { db, env, now }: RequestContext,
  { actor, recordingId, fields }: { actor: Actor; recordingId: string; fields: Record<string, string> },
): Promise<CutsChanged> {
  const step = { actor, recordingId, env, now: now() };
  switch (fields.deed) {
    case 'save': {
      const recording = await recordingAtDesk(db, actor, recordingId);
      if (!recording) return { ok: false, reason: 'not-found' };
      const { original } = await cutStateOf(db, recordingId);
      const reading = readCuts(fields, original?.durationMs ?? recording.durationMs);
      if (!reading.ok) return { ok: false, reason: 'problems', problems: reading.problems };
      const saved = await saveCuts(db, { ...step, cuts: reading.cuts });
      if (saved.ok) return { ok: true, done: saved.became };
      return saved.reason === 'not-found'
        ? { ok: false, reason: 'not-found' }
        : refused(cutWords[saved.reason]);
    }
    case 'drop': {
      const dropped = await dropCuts(db, step);
      return dropped.ok ? { ok: true, done: 'dropped' } : dropped;
    }
    case 'delete': {
      const deleted = await deleteOriginal(db, step);
      if (deleted.ok) return { ok: true, done: deleted.bytes };
      return deleted.reason === 'not-found'
        ? { ok: false, reason: 'not-found' }
        : refused(originalWords[deleted.reason]);
    }
    default:
      return refused('没有看懂要做什么。请回到这一页再试一次。');
  }
}

function refused(words: string): CutsChanged {
  return { ok: false, reason: 'refused', problems: [{ field: '', words }] };
}

const cutWords: Record<CutRefusal, string> = {
  'not-a-draft': '这一讲已经送审、通过或者发布，视频不能再剪。还没有发布的，先收回；发布了的，先做一个新版。',
  watched: '已经有人看过这一讲，再剪，他们的观看记录就对不上了。请重新上传一份来剪。',
  'not-ready': '这个视频还在处理，处理好了才能剪。请过一会儿再来。',
  'nothing-left': '这样剪完，视频不到 1 秒，等于什么也没有留下。请少剪一些。',
  'too-many': '剪的地方太多了。请把挨得近的合成一处。',
  'captions-unread':
    '字幕现在读不出来，这时候改动会把字幕弄丢，所以没有改。请过一会儿再试；如果一直这样，请告诉系统管理员，或者在“字幕”页重新上传一份字幕。',
  store: '存放文件的地方现在写不进去，没有改动。请过一会儿再试；如果一直这样，请告诉系统管理员。',
};

const originalWords: Record<
  Exclude<Extract<OriginalDeleted, { ok: false }>['reason'], 'not-found'>,
  string
> = {
  'no-original': '这一讲没有另外留着的原片。',
  'cuts-wait': '有地方等着剪，要用原片，现在不能删。剪好了再删，或者先放弃这次剪辑。',
  'in-review': '这一讲送审了还没有发布，原片先留着：要改还用得上。发布以后再删。',
};
