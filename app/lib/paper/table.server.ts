import { INK, LINE, QUIET } from './drawings.server.ts';

/** A column: its heading, its share of the width, and where its texts stand (figures at the right). */
export interface Column {
  title: string;
  share: number;
  align?: 'left' | 'center' | 'right';
}

interface Frame {
  left: number;
  width: number;
  /** The lowest point that a row may reach. */
  bottom: number;
  size: number;
  newPage: () => void;
}

const PAD = 4;

/**
 * Draws a table from the current height on. A row stays whole; where it no longer fits a new page begins, with the headings again.
 * A row that is taller than a page is cut at its end with an ellipsis.
 */
export function drawTable(
  doc: PDFKit.PDFDocument,
  { columns, rows }: { columns: readonly Column[]; rows: readonly (readonly string[])[] },
  frame: Frame,
) {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / total) * frame.width);
  doc.fontSize(frame.size);
  const heads = columns.map(({ title }) => title);
  const headed = tallest(doc, heads, widths);
  const head = () => drawRow(doc, heads, { columns, widths, frame, height: headed, colour: QUIET });
  const first = rows[0] ? tallest(doc, rows[0], widths) : 0;
  if (doc.y + headed + first > frame.bottom) frame.newPage();
  doc.fontSize(frame.size);
  head();
  for (const row of rows) {
    const height = tallest(doc, row, widths);
    if (doc.y + height > frame.bottom) {
      frame.newPage();
      doc.fontSize(frame.size);
      head();
    }
    const fits = Math.min(height, frame.bottom - doc.y);
    drawRow(doc, row, { columns, widths, frame, height: fits, colour: INK });
  }
  doc.x = frame.left;
}

function tallest(doc: PDFKit.PDFDocument, texts: readonly string[], widths: readonly number[]): number {
  const heights = texts.map((text, place) =>
    doc.heightOfString(text || ' ', { width: (widths[place] ?? 0) - 2 * PAD }),
  );
  return Math.max(...heights) + 2 * PAD;
}

function drawRow(
  doc: PDFKit.PDFDocument,
  texts: readonly string[],
  row: {
    columns: readonly Column[];
    widths: readonly number[];
    frame: Frame;
    height: number;
    colour: string;
  },
) {
  const top = doc.y;
  let left = row.frame.left;
  doc.fillColor(row.colour);
  for (const [place, width] of row.widths.entries()) {
    doc.text(texts[place] ?? '', left + PAD, top + PAD, {
      width: width - 2 * PAD,
      height: row.height - 2 * PAD,
      align: row.columns[place]?.align ?? 'left',
      ellipsis: true,
    });
    left += width;
  }
  const end = top + row.height;
  doc
    .moveTo(row.frame.left, end)
    .lineTo(row.frame.left + row.frame.width, end)
    .lineWidth(0.5)
    .stroke(LINE);
  doc.fillColor(INK).strokeColor(INK);
  doc.x = row.frame.left;
  doc.y = end;
}
