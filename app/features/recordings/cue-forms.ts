import type { CaptionsChange } from './cue-editing.server.ts';
import { readTime, type TypedCue } from './cues.rules.ts';

export const CUES_ON_A_PAGE = 20;
const LARGEST_FILE = 1024 * 1024;
const MOST_CUES = 5_000;

export type CueForm =
  | { ok: true; change: CaptionsChange }
  | { ok: false; problems: { field: string; words: string }[] };

/**
 * What a form of the captions page asks. `deed` is save, split:3, remove:3, add, shift or file; cues that are typed anew come as
 * from-3, to-3 and text-3.
 */
export async function readCueForm(form: FormData): Promise<CueForm> {
  const said = (name: string) => String(form.get(name) ?? '');
  const [kind = '', place = ''] = said('deed').split(':');
  switch (kind) {
    case 'save':
      return { ok: true, change: { kind: 'typed', typed: typedIn(form), deed: null } };
    case 'split':
    case 'remove':
      return {
        ok: true,
        change: { kind: 'typed', typed: typedIn(form), deed: { kind, index: Number(place) } },
      };
    case 'add':
      return {
        ok: true,
        change: {
          kind,
          typed: { from: said('new-from'), to: said('new-to'), text: said('new-text') },
        },
      };
    case 'shift':
      return readShift(said('seconds'), said('after'));
    case 'file':
      return readFile(form.get('file'));
    default:
      return wrong('', '没有看懂要做什么。请回到这一页再试一次。');
  }
}

function typedIn(form: FormData): TypedCue[] {
  const names = [...form.keys()].filter((name) => /^text-\d{1,4}$/.test(name)).slice(0, MOST_CUES);
  return names.map((name) => {
    const index = Number(name.slice('text-'.length));
    const said = (field: string) => String(form.get(`${field}-${index}`) ?? '');
    return { index, from: said('from'), to: said('to'), text: said('text') };
  });
}

function readShift(seconds: string, after: string): CueForm {
  const [, sign, amount] = /^\s*([-－−+＋]?)\s*(\d{1,5}(?:\.\d{1,3})?)\s*$/.exec(seconds) ?? [];
  const byMs = Math.round(Number(amount) * 1000) * (sign && /[-－−]/.test(sign) ? -1 : 1);
  if (!amount || byMs === 0) return wrong('seconds', '请写移动多少秒，推后写“1.5”，提前写“-1.5”。');
  const afterMs = after.trim() === '' ? 0 : readTime(after);
  return afterMs === null
    ? wrong('after', '从哪里开始没看懂。时间写成“分:秒”，比如“1:20”；不写就是全部。')
    : { ok: true, change: { kind: 'shift', byMs, afterMs } };
}

async function readFile(file: FormDataEntryValue | null): Promise<CueForm> {
  if (!(file instanceof Blob) || file.size === 0) return wrong('file', '请选一个 .srt 或 .vtt 字幕文件。');
  if (file.size > LARGEST_FILE) return wrong('file', '字幕文件超过 1 MB，没有收下。请检查是不是选错了文件。');
  return { ok: true, change: { kind: 'file', bytes: new Uint8Array(await file.arrayBuffer()) } };
}

function wrong(field: string, words: string): CueForm {
  return { ok: false, problems: [{ field, words }] };
}
