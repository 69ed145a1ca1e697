/**
 * Printed sheets: A4, in Chinese, with the typeface inside the file. The one place that knows pdfkit (MIT). The same content gives
 * the same bytes: nothing in a file comes from the clock or from chance.
 */
import type { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import { CINNABAR, drawQr, drawSeal, INK, LINE, QUIET } from './drawings.server.ts';
import { newFace, settable } from './face.server.ts';
import { type Column, drawTable } from './table.server.ts';

/** `at`: when the content was fixed (ISO instant), which is the file's date. `footer`: stands at the foot of each page. */
export interface PaperFacts {
  title: string;
  author: string;
  at: string;
  footer?: string;
}

export interface TextLook {
  /** Points; 10.5 is the size of running text. */
  size?: number;
  align?: 'left' | 'center' | 'right' | 'justify';
  colour?: 'ink' | 'quiet' | 'cinnabar';
  bold?: boolean;
  /** Points between this text and the next. */
  after?: number;
}

/** A place on the sheet in points from its upper left corner. */
export interface Place {
  x: number;
  y: number;
  width: number;
}

interface Square {
  x: number;
  y: number;
  size: number;
}

/** `share`s divide the width; `size` of the texts in points. */
export interface Table {
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  size?: number;
}

export type Paper = ReturnType<typeof newPaper>;

export const SHEET = { width: 595.28, height: 841.89, margin: 56 } as const;
const WIDTH = SHEET.width - 2 * SHEET.margin;
const BOTTOM = SHEET.height - SHEET.margin - 20;
const COLOURS = { ink: INK, quiet: QUIET, cinnabar: CINNABAR };

/**
 * A new file of A4 sheets; texts flow from the top and begin new pages by themselves. `nextDocument` begins another document in the
 * same file, whose pages count from 1. End with `bytes()`; or take `stream()` first and end with `end()`, for files of many documents.
 */
export function newPaper({ title, author, at, footer = '' }: PaperFacts) {
  const face = newFace();
  const words = (text: string) => settable(text, face);
  const doc = openDocument({ title: words(title), author: words(author), at, face });
  let foot = words(footer);

  function end() {
    numberPages(doc, foot);
    doc.end();
  }

  return {
    ...flowing(doc, words),
    ...drawing(doc, words),
    newPage: () => void doc.addPage(),
    nextDocument({ footer: next = footer }: { footer?: string } = {}) {
      numberPages(doc, foot);
      doc.flushPages();
      foot = words(next);
      doc.addPage();
    },
    /** The file as it comes into being: what is finished leaves memory as it is read. */
    stream: () => doc as unknown as Readable,
    end,
    bytes(): Promise<Uint8Array<ArrayBuffer>> {
      const parts: Uint8Array[] = [];
      doc.on('data', (part: Uint8Array) => parts.push(part));
      const whole = new Promise<Uint8Array<ArrayBuffer>>((done, failed) => {
        doc.on('end', () => done(new Uint8Array(Buffer.concat(parts))));
        doc.on('error', failed);
      });
      end();
      return whole;
    },
  };
}

type Doc = PDFKit.PDFDocument;
type Words = (text: string) => string;

/** What flows from the top of the page and begins new ones. */
function flowing(doc: Doc, words: Words) {
  /** Begins a new page unless so many points are left. */
  function room(points: number) {
    if (doc.y + points > BOTTOM) doc.addPage();
  }

  return {
    room,
    heading(text: string, level: 1 | 2 = 1) {
      const size = level === 1 ? 18 : 13;
      room(size * 4); // a heading never stands alone at the foot of a page
      if (level === 2) doc.y += 8;
      const align = level === 1 ? 'center' : 'left';
      writeText(doc, words(text), { size, bold: true, align, after: size / 2 });
    },
    paragraph: (text: string, look: TextLook = {}) => writeText(doc, words(text), look),
    /** Names and values in two columns. */
    facts(pairs: readonly (readonly [string, string])[]) {
      for (const [name, value] of pairs) factLine(doc, words(name), words(value), room);
      doc.y += 6;
    },
    table({ columns, rows, size = 9 }: Table) {
      const named = columns.map((column) => ({ ...column, title: words(column.title) }));
      const frame = {
        left: SHEET.margin,
        width: WIDTH,
        bottom: BOTTOM,
        size,
        newPage: () => void doc.addPage(),
      };
      drawTable(doc, { columns: named, rows: rows.map((row) => row.map(words)) }, frame);
      doc.y += 10;
    },
    space(points: number) {
      doc.y += points;
    },
    /** Points from the top of the page where the flow stands. */
    height: () => doc.y,
  };
}

/** What stands at a fixed place, for sheets that are drawn rather than written; the flow goes on where it was. */
function drawing(doc: Doc, words: Words) {
  return {
    place(text: string, place: Place, look: TextLook = {}) {
      const { x, y } = doc;
      writeText(doc, words(text), look, place);
      doc.x = x;
      doc.y = y;
    },
    /** `size` in points (72 is an inch); a code of 60 can be read by any phone. */
    qr: (text: string, place: Square) => drawQr(doc, text, place),
    /** The seal: for what is finished and certified only. */
    seal(text: string, place: Square) {
      const { x, y } = doc;
      drawSeal(doc, { text: words(text), ...place });
      doc.x = x;
      doc.y = y;
    },
    rule({ x, y, width }: Place, colour: 'line' | 'cinnabar' = 'line', points = 0.75) {
      doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(points);
      doc.stroke(colour === 'line' ? LINE : CINNABAR).strokeColor(INK);
    },
    box(
      { x, y, width, height }: Place & { height: number },
      colour: 'line' | 'cinnabar' = 'line',
      points = 0.75,
    ) {
      doc.rect(x, y, width, height).lineWidth(points);
      doc.stroke(colour === 'line' ? LINE : CINNABAR).strokeColor(INK);
    },
  };
}

function openDocument(facts: { title: string; author: string; at: string; face: object }) {
  return new PDFDocument({
    size: 'A4',
    margins: { top: SHEET.margin, left: SHEET.margin, right: SHEET.margin, bottom: SHEET.height - BOTTOM },
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    font: facts.face as unknown as string, // an opened typeface is taken as well, which the types do not know
    info: {
      Title: facts.title,
      Author: facts.author,
      CreationDate: new Date(facts.at),
      Producer: 'pdfkit',
      Creator: facts.author,
    },
  });
}

function writeText(doc: Doc, text: string, look: TextLook, place?: Place) {
  const { size = 10.5, align = 'left', colour = 'ink', bold = false, after = size * 0.45 } = look;
  doc.fontSize(size).fillColor(COLOURS[colour]).strokeColor(COLOURS[colour]);
  // There is one weight: a bold sign is drawn with its outline.
  doc.lineWidth(size * 0.035);
  const flow = { align, fill: true, stroke: bold, lineGap: size * 0.15, width: place?.width ?? WIDTH };
  if (place) doc.text(text, place.x, place.y, flow);
  else doc.text(text, SHEET.margin, doc.y, flow);
  doc.y += after;
  doc.fillColor(INK).strokeColor(INK);
}

function factLine(doc: Doc, name: string, value: string, room: (points: number) => void) {
  const left = 110;
  const shown = value || '—';
  doc.fontSize(10.5);
  const height = doc.heightOfString(shown, { width: WIDTH - left, lineGap: 1.5 });
  room(height);
  const top = doc.y;
  doc.fillColor(QUIET).text(name, SHEET.margin, top, { width: left - 8, height, ellipsis: true });
  doc.fillColor(INK).text(shown, SHEET.margin + left, top, { width: WIDTH - left, lineGap: 1.5 });
  doc.x = SHEET.margin;
  doc.y = Math.max(top + height, doc.y) + 3;
}

/** Writes the foot of each page of the document that ends. A single sheet without a foot of its own stays as it was drawn. */
function numberPages(doc: Doc, foot: string) {
  const { start, count } = doc.bufferedPageRange();
  if (count === 1 && foot === '') return;
  for (let page = 0; page < count; page++) {
    doc.switchToPage(start + page);
    const under = doc.page.margins.bottom;
    doc.page.margins.bottom = 0; // otherwise writing below the margin begins a page
    const y = SHEET.height - SHEET.margin;
    doc.fontSize(8).fillColor(QUIET);
    doc.text(foot, SHEET.margin, y, { width: WIDTH - 90, height: 12, ellipsis: true });
    const number = `第 ${page + 1} 页，共 ${count} 页`;
    doc.text(number, SHEET.width - SHEET.margin - 90, y, { width: 90, align: 'right', lineBreak: false });
    doc.page.margins.bottom = under;
  }
  doc.fillColor(INK);
}
