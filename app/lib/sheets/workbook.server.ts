/** What a workbook says of itself: its sheets, its shared words, which cells are days. */
import { formatShows, type Shows } from './numbers.ts';
import { Unreadable } from './refusals.ts';
import { attributeOf, XmlScanner, type XmlWatcher } from './xml-scan.ts';
import { openZip, textOfPart, type ZipFile } from './zip-parts.server.ts';

export interface SheetPart {
  name: string;
  part: string;
}

export interface Workbook {
  zip: ZipFile;
  sheets: SheetPart[];
  words: string[];
  /** What the cells of a style show, by the number of the style. */
  styles: Shows[];
  from1904: boolean;
}

const MOST_SHARED_LETTERS = 30_000_000;
const MOST_SHARED = 2_000_000;
/** For parts of which only the beginnings of tags say something. */
export const ignored = { close: () => undefined, text: () => undefined };
export const MOST_CELL_LETTERS = 4_000;
const MOST_SHEETS = 50;

/** Opens a workbook. Refused with links to other files or with a program in it: what those hold is not what one sees. */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const zip = openZip(bytes);
  for (const name of zip.parts.keys()) {
    if (name.startsWith('xl/externallinks/')) throw new Unreadable('external-links');
    if (name.endsWith('vbaproject.bin')) throw new Unreadable('macros');
  }
  const main = await mainPart(zip);
  const targets = await targetsOf(zip, main);
  const { sheets, from1904 } = await sheetsOf(zip, main, targets);
  if (sheets.length === 0) throw new Unreadable('not-a-sheet');
  const beside = (type: string) =>
    [...targets.values()].find((target) => target.type.endsWith(`/${type}`))?.part;
  const words = await sharedWords(zip, beside('sharedStrings'));
  return { zip, sheets, from1904, words, styles: await stylesOf(zip, beside('styles')) };
}

/** Reads a part that may be missing. */
export async function scanPart(zip: ZipFile, name: string | undefined, watcher: XmlWatcher): Promise<void> {
  const part = name === undefined ? undefined : zip.parts.get(name.toLowerCase());
  if (!part) return;
  const scanner = new XmlScanner(watcher);
  for await (const piece of textOfPart(zip, part)) scanner.push(piece);
}

async function mainPart(zip: ZipFile): Promise<string> {
  let found = '';
  await scanPart(zip, '_rels/.rels', {
    open: (name, attributes) => {
      if (name === 'Relationship' && attributeOf(attributes, 'Type')?.endsWith('/officeDocument'))
        found = (attributeOf(attributes, 'Target') ?? '').replace(/^\//u, '');
    },
    ...ignored,
  });
  if (!found || !zip.parts.has(found.toLowerCase())) throw new Unreadable('not-a-sheet');
  return found;
}

async function targetsOf(zip: ZipFile, main: string): Promise<Map<string, { type: string; part: string }>> {
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const targets = new Map<string, { type: string; part: string }>();
  await scanPart(zip, `${folder}_rels/${main.slice(folder.length)}.rels`, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return;
      const target = attributeOf(attributes, 'Target') ?? '';
      const part = target.startsWith('/') ? target.slice(1) : folder + target;
      targets.set(attributeOf(attributes, 'Id') ?? '', { type: attributeOf(attributes, 'Type') ?? '', part });
    },
    ...ignored,
  });
  return targets;
}

/** Those that can be seen; all of them where none can. */
async function sheetsOf(zip: ZipFile, main: string, targets: ReadonlyMap<string, { part: string }>) {
  const all: (SheetPart & { hidden: boolean })[] = [];
  let from1904 = false;
  await scanPart(zip, main, {
    open: (name, attributes) => {
      if (name === 'workbookPr')
        from1904 = /^(?:1|true|on)$/u.test(attributeOf(attributes, 'date1904') ?? '');
      if (name !== 'sheet' || all.length >= MOST_SHEETS) return;
      const id = /\s(?:\w+:)id\s*=\s*["']([^"']*)["']/u.exec(attributes)?.[1] ?? '';
      const part = targets.get(id)?.part;
      const hidden = /hidden/iu.test(attributeOf(attributes, 'state') ?? '');
      // One part under several names would be read once for each.
      if (part && !all.some((one) => one.part === part))
        all.push({ name: attributeOf(attributes, 'name') ?? '', part, hidden });
    },
    ...ignored,
  });
  const seen = all.filter(({ hidden }) => !hidden);
  return { sheets: (seen.length > 0 ? seen : all).map(({ name, part }) => ({ name, part })), from1904 };
}

/** The words that cells share; how they are read aloud is left out. */
async function sharedWords(zip: ZipFile, part: string | undefined): Promise<string[]> {
  const words: string[] = [];
  let letters = 0;
  let one = '';
  let [inText, inSound] = [false, false];
  await scanPart(zip, part, {
    open: (name) => {
      if (name === 'si') one = '';
      else if (name === 'rPh') inSound = true;
      else if (name === 't') inText = !inSound;
    },
    text: (piece) => {
      if (inText && one.length < MOST_CELL_LETTERS) one += piece.slice(0, MOST_CELL_LETTERS);
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') inSound = false;
      else if (name === 'si') {
        letters += one.length;
        if (letters > MOST_SHARED_LETTERS || words.length > MOST_SHARED)
          throw new Unreadable('too-much-text');
        words.push(one);
      }
    },
  });
  return words;
}

async function stylesOf(zip: ZipFile, part: string | undefined): Promise<Shows[]> {
  const codes = new Map<number, string>();
  const styles: Shows[] = [];
  let inCells = false;
  await scanPart(zip, part, {
    open: (name, attributes) => {
      if (name === 'numFmt')
        codes.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
        styles.push(formatShows(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
    text: ignored.text,
  });
  return styles;
}
