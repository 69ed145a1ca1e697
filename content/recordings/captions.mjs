const LINE = 20;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

const clean = (text) => text.replace(/[，。；：、]+([”）]*)$/u, '$1');
const width = (text) => [...text].length;

/** "00:01:02.345" from seconds. */
export function stamp(seconds) {
  const ms = Math.round(seconds * 1000);
  const part = (value, size) => String(value).padStart(size, '0');
  return `${part(Math.floor(ms / 3600000), 2)}:${part(Math.floor(ms / 60000) % 60, 2)}:${part(Math.floor(ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`;
}

/** Two lines of nearly equal length, broken between words; nothing when one line is enough. */
function linesOf(text) {
  if (width(text) <= LINE) return text;
  let first = '';
  for (const { segment } of segmenter.segment(text)) {
    const overHalf = width(first) >= width(text) / 2;
    if (width(first + segment) > LINE || (overHalf && !/^[，。；：、？”）]/u.test(segment))) break;
    first += segment;
  }
  const second = text.slice(first.length);
  if (width(second) > LINE) throw new Error(`clause too long for two caption lines: ${text}`);
  return `${first}\n${second}`;
}

/** Too short to read at ease if it stood alone, in seconds. */
const brief = ({ from, to }) => to - from < 1.8;

/** Joins short clauses of one sentence while they fit in a line, so that no caption flashes by. */
function cuesOf(clauses) {
  const cues = [];
  for (const clause of clauses) {
    const last = cues.at(-1);
    const open =
      last && last.slide === clause.slide && last.beat === clause.beat && !/[。？]/u.test(last.mark);
    const fits = last && width(last.text) + width(clean(clause.shown)) <= LINE;
    if (open && fits && (brief(last) || brief(clause))) {
      Object.assign(last, { text: last.text + clause.shown, to: clause.to, mark: clause.mark });
    } else {
      cues.push({
        text: clause.shown,
        from: clause.from,
        to: clause.to,
        mark: clause.mark ?? '',
        slide: clause.slide,
        beat: clause.beat,
      });
    }
  }
  return cues;
}

/** A WebVTT file: each cue appears just before its first syllable and stays until the next is due. */
export function captionFile(clauses) {
  const cues = cuesOf(clauses);
  const blocks = cues.map((cue, i) => {
    const from = cue.from - 0.08;
    const to = Math.min(cue.to + 0.5, (cues[i + 1]?.from ?? Infinity) - 0.1);
    return `${i + 1}\n${stamp(from)} --> ${stamp(to)}\n${linesOf(clean(cue.text))}\n`;
  });
  return `WEBVTT\n\n${blocks.join('\n')}`;
}
