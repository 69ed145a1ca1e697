/** Real bytes of sheets as Excel, WPS, LibreOffice and others write them, made by hand. */
import { deflateRawSync } from 'node:zlib';

export interface Part {
  name: string;
  text: string;
  /** What the directory says that it unpacks to. */
  claims?: number;
  stored?: boolean;
}

/** A zip file of these parts. */
export function zipOf(parts: readonly Part[]): Buffer {
  const [locals, entries]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, text, claims, stored } of parts) {
    const bytes = Buffer.from(text);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const title = Buffer.from(name);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt16LE(stored ? 0 : 8, 0);
    const shared = (size: number) => {
      const head = Buffer.alloc(18);
      head.writeUInt32LE(crc32(bytes), 4);
      head.writeUInt32LE(packed.length, 8);
      head.writeUInt32LE(size, 12);
      head.writeUInt16LE(title.length, 16);
      return head;
    };
    const method = stored ? 0 : 8;
    const local = Buffer.concat([
      Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, method, 0]),
      shared(bytes.length),
      Buffer.from([0, 0]),
      title,
      packed,
    ]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const entry = Buffer.concat([
      Buffer.from([0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 0, method, 0]),
      shared(claims ?? bytes.length),
      Buffer.from([0, 0]),
      place,
      title,
    ]);
    locals.push(local);
    entries.push(entry);
    at += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A cell: words, a number with the format of a style, a formula with what was saved of it, or a raw one. */
export type Cell =
  | string
  | number
  | null
  | { raw: string }
  | { day: number }
  | { time: number }
  | { formula: string; saved: string };

export type Writer = 'excel' | 'wps' | 'libreoffice' | 'inline' | 'prefixed';

interface SheetOf {
  name: string;
  rows: readonly (readonly Cell[])[];
  merges?: readonly string[];
  hidden?: boolean;
}

const letters = (column: number): string =>
  `${column >= 26 ? letters(Math.floor(column / 26) - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const DAY_STYLE = 1;
const TIME_STYLE = 2;

/** A workbook as one of these programs writes it. `more`: further parts. */
export function workbook(
  sheets: readonly SheetOf[],
  writer: Writer = 'excel',
  more: readonly Part[] = [],
): Buffer {
  const shared: string[] = [];
  const word = (text: string): number => {
    const known = shared.indexOf(text);
    return known >= 0 ? known : shared.push(text) - 1;
  };
  const p = writer === 'prefixed' ? 'x:' : '';
  const parts = sheets.map(({ rows, merges = [] }, index) => {
    const body = rows
      .map((cells, row) => {
        const inside = cells
          .map((cell, column) => cellXml(cell, { at: `${letters(column)}${row + 1}`, writer, word, p }))
          .join('');
        // Programs leave blank rows out.
        return inside === ''
          ? ''
          : `<${p}row${writer === 'inline' ? '' : ` r="${row + 1}"`}>${inside}</${p}row>`;
      })
      .join('');
    const merged =
      merges.length > 0
        ? `<${p}mergeCells>${merges.map((ref) => `<${p}mergeCell ref="${ref}"/>`).join('')}</${p}mergeCells>`
        : '';
    const ns = `xmlns${p ? ':x' : ''}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`;
    return {
      name: `xl/worksheets/sheet${index + 1}.xml`,
      text: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<${p}worksheet ${ns}><!-- a note > here --><${p}sheetData>${body}</${p}sheetData>${merged}</${p}worksheet>`,
    };
  });
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const named = sheets
    .map(
      ({ name, hidden }, index) =>
        `<sheet name="${escaped(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
    )
    .join('');
  const si = shared
    .map((text, index) =>
      writer === 'wps' && index % 2 === 1
        ? `<si><r><rPr><b/></rPr><t xml:space="preserve">${escaped(text.slice(0, 1))}</t></r><r><t>${escaped(text.slice(1))}</t></r><rPh sb="0" eb="1"><t>pinyin</t></rPh></si>`
        : `<si><t xml:space="preserve">${escaped(text)}</t></si>`,
    )
    .join('');
  return zipOf([
    { name: '[Content_Types].xml', text: '<Types/>' },
    {
      name: '_rels/.rels',
      text: `<Relationships>${relation('rId1', 'officeDocument', writer === 'libreoffice' ? '/xl/workbook.xml' : 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="urn:r"><workbookPr/><sheets>${named}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships>${sheets.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('')}${relation('rIdS', 'sharedStrings', 'sharedStrings.xml')}${relation('rIdT', 'styles', 'styles.xml')}</Relationships>`,
    },
    ...parts,
    { name: 'xl/sharedStrings.xml', text: `<sst>${si}</sst>` },
    { name: 'xl/styles.xml', text: styles(writer) },
    ...more,
  ]);
}

function styles(writer: Writer): string {
  const dayFormat = { excel: 14, wps: 57, libreoffice: 164, inline: 165, prefixed: 31 }[writer];
  return `<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="YYYY\\-MM\\-DD"/><numFmt numFmtId="165" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="${dayFormat}" applyNumberFormat="1"/><xf numFmtId="20"/></cellXfs></styleSheet>`;
}

interface Writing {
  at: string;
  writer: Writer;
  word(text: string): number;
  p: string;
}

function cellXml(cell: Cell, { at, writer, word, p }: Writing): string {
  // Programs that write no addresses write every cell.
  const r = writer === 'inline' ? '' : ` r="${at}"`;
  if (cell === null || cell === '') return writer === 'inline' ? `<${p}c${r}/>` : '';
  if (typeof cell === 'number') return `<${p}c${r}><${p}v>${cell}</${p}v></${p}c>`;
  if (typeof cell === 'object') {
    if ('raw' in cell) return `<${p}c${r}><${p}v>${cell.raw}</${p}v></${p}c>`;
    if ('day' in cell) return `<${p}c${r} s="${DAY_STYLE}"><${p}v>${cell.day}</${p}v></${p}c>`;
    if ('time' in cell) return `<${p}c${r} s="${TIME_STYLE}"><${p}v>${cell.time}</${p}v></${p}c>`;
    return `<${p}c${r} t="str"><${p}f>${escaped(cell.formula)}</${p}f><${p}v>${escaped(cell.saved)}</${p}v></${p}c>`;
  }
  if (writer === 'inline')
    return `<${p}c${r} t="inlineStr"><${p}is><${p}t>${escaped(cell)}</${p}t></${p}is></${p}c>`;
  return `<${p}c${r} t="s"><${p}v>${word(cell)}</${p}v></${p}c>`;
}

/** One sheet as a workbook. */
export const sheetOf = (
  rows: readonly (readonly Cell[])[],
  writer: Writer = 'excel',
  merges: readonly string[] = [],
) => workbook([{ name: 'Sheet1', rows, merges }], writer);

/** As text: cells in quotes where they need them. */
export function csvOf(rows: readonly (readonly string[])[], separator = ','): string {
  const cell = (text: string) =>
    /["\n\r]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(cell).join(separator)).join('\r\n');
}
