import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type Cue, writeWebVtt } from './captions.rules.ts';
import { readCaptionsFile } from './captions-file.ts';
import type { CueDeed, CueProblem, TypedCue } from './cues.rules.ts';
import { readTime, shifted, typedAnew, withOneMore } from './cues.rules.ts';
import { recordingAtDesk } from './desk.server.ts';
import { changedWords, keepCaptions } from './editing.server.ts';
import { captionsOf } from './transcript.server.ts';
import { refusalWords } from './upload-words.ts';

/** What is done to captions: some cues typed anew (and one split or removed), one more, all shifted, or a file in their place. */
export type CaptionsChange =
  | { kind: 'typed'; typed: readonly TypedCue[]; deed: CueDeed | null }
  | { kind: 'add'; typed: Omit<TypedCue, 'index'> }
  | { kind: 'shift'; byMs: number; afterMs: number }
  | { kind: 'file'; bytes: Uint8Array };

export type CaptionsChanged =
  | { ok: true /** The place of the cue that was added. */; at: number }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'changed' | 'problems'; problems: CueProblem[] };

interface Change {
  actor: Actor;
  recordingId: string;
  /** The captions that were looked at, by their media id; empty where there were none. */
  version: string;
  change: CaptionsChange;
  env: StoreEnv;
  now: Date;
}

/**
 * Changes the captions of a recording, published or not, as long as they are those that were looked at. The captions before go
 * a day later. Problems come with the field that they are about.
 */
export async function changeCaptions(
  db: Db,
  { actor, recordingId, version, change, env, now }: Change,
): Promise<CaptionsChanged> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (version !== (recording.captionsMediaId ?? ''))
    return { ok: false, reason: 'changed', problems: [{ field: '', words: changedWords }] };
  const { captionsMediaId: mediaId } = recording;
  const captions = await captionsOf(db, { mediaId, env });
  // A file takes their place all the same, also of those that are lost.
  if (mediaId && !captions && change.kind !== 'file') return problem('', refusalWords('store-gone'));
  const before = captions?.cues ?? [];
  const changed = cuesAfter(before, change, recording.durationMs);
  if (!changed.ok) return { ok: false, reason: 'problems', problems: changed.problems };
  if (changed.cues.length === 0)
    return problem('', '字幕至少要留一条，没有保存。要全部换掉，请上传另一个字幕文件。');
  const kept = await keepCaptions(db, {
    actor,
    recording,
    vtt: writeWebVtt(changed.cues),
    env,
    now,
    unlessChanged: true,
  });
  if (!kept.ok)
    return kept.words === changedWords
      ? { ok: false, reason: 'changed', problems: [{ field: '', words: changedWords }] }
      : problem('', kept.words);
  const addedAt = change.kind === 'add' ? readTime(change.typed.from) : null;
  return { ok: true, at: changed.cues.findLastIndex(({ fromMs }) => fromMs === addedAt) };
}

function cuesAfter(
  cues: readonly Cue[],
  change: CaptionsChange,
  durationMs: number,
): { ok: true; cues: Cue[] } | { ok: false; problems: CueProblem[] } {
  switch (change.kind) {
    case 'typed':
      return typedAnew(cues, { ...change, durationMs });
    case 'add':
      return withOneMore(cues, { ...change, durationMs });
    case 'shift':
      return shifted(cues, { ...change, durationMs });
    case 'file': {
      const reading = readCaptionsFile(change.bytes, durationMs);
      return reading.ok ? reading : { ok: false, problems: [{ field: 'file', words: reading.words }] };
    }
  }
}

function problem(field: string, words: string): CaptionsChanged {
  return { ok: false, reason: 'problems', problems: [{ field, words }] };
}
