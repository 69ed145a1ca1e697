import { create } from 'qrcode';

type Doc = PDFKit.PDFDocument;

export const INK = '#1E2A2F';
export const QUIET = '#55646B';
export const LINE = '#DDD6C8';
export const CINNABAR = '#B3321F';

/** Draws a QR code as shapes: sharp in any size. `size` in points, the quiet zone of four modules is inside it. */
export function drawQr(doc: Doc, text: string, { x, y, size }: { x: number; y: number; size: number }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const step = size / (modules.size + 8);
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++) {
      const from = column;
      while (column < modules.size && modules.get(row, column)) column++;
      if (column > from) doc.rect(x + (from + 4) * step, y + (row + 4) * step, (column - from) * step, step);
    }
  doc.fill(INK);
}

/** The seal: a square in cinnabar with up to four characters, right to left like a carved one. `size` in points. */
export function drawSeal(
  doc: Doc,
  { text, x, y, size }: { text: string; x: number; y: number; size: number },
) {
  const signs = [...text].slice(0, 4);
  const perSide = signs.length > 1 ? 2 : 1;
  const cell = (size * 0.84) / perSide;
  doc.save();
  doc.roundedRect(x, y, size, size, size * 0.06).fill(CINNABAR);
  doc
    .fillColor('#FFFFFF')
    .strokeColor('#FFFFFF')
    .lineWidth(size * 0.008);
  doc.fontSize(cell * 0.86);
  for (const [place, sign] of signs.entries()) {
    const left = x + size * 0.08 + (perSide - 1 - Math.floor(place / perSide)) * cell;
    const top = y + size * 0.08 + (place % perSide) * cell;
    const down = (cell - doc.currentLineHeight()) / 2;
    doc.text(sign, left, top + down, {
      width: cell,
      align: 'center',
      lineBreak: false,
      fill: true,
      stroke: true,
    });
  }
  doc.restore();
  doc.fillColor(INK).strokeColor(INK);
}
