/**
 * The one typeface of printed sheets: Noto Sans SC (SIL Open Font License, beside it in content/fonts). It knows every character of
 * GBK and of Unicode's first two Han blocks, and with them the rare ones in names.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';

const FILE = join('content', 'fonts', 'NotoSansSC-Regular.ttf');

let parsed: Font | undefined;

/**
 * The typeface for one file, read once a process. Each file has its own memory of glyphs: where two characters share one, fontkit
 * keeps the first that it met, and an earlier file would otherwise decide what stands in a later one.
 */
export function newFace(): Font {
  parsed ??= create(readFileSync(fontFile()));
  return Object.assign(Object.create(parsed) as Font, { _glyphs: {} });
}

/** Known under another form that the typeface has. */
const KIN: Record<string, string> = { '✗': '×', '✘': '×', '☐': '□', '☑': '✓', '✔': '✓' };

/** A text as the typeface can set it: composed, without control characters; a sign that it lacks becomes an empty box. */
export function settable(text: string, face: Font): string {
  const plain = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
  return [...plain].map((sign) => setSign(sign, face)).join('');
}

function setSign(sign: string, face: Font): string {
  if (sign === '\n') return sign;
  const kin = KIN[sign] ?? sign;
  const code = kin.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || /\p{Cf}|\p{Variation_Selector}/u.test(kin)) return '';
  return face.hasGlyphForCodePoint(code) ? kin : '□';
}

/** Of the sources as of the bundle, the content lies some folders up from this file. */
function fontFile(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, FILE);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) throw new Error(`${FILE} is missing beside the program.`);
  }
}
