import { create } from 'qrcode';

/** A square pattern as one SVG path: `size` modules wide, with the quiet zone of four around it. */
export interface QrShapes {
  size: number;
  path: string;
}

const QUIET_ZONE = 4;

/** Draws a text as a square pattern that a phone reads. */
export function qrShapes(text: string): QrShapes {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const rows: string[] = [];
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1) {
      const from = column;
      while (column < modules.size && modules.get(row, column)) column += 1;
      const width = column - from;
      if (width > 0) rows.push(`M${from + QUIET_ZONE} ${row + QUIET_ZONE}h${width}v1h-${width}z`);
    }
  return { size: modules.size + 2 * QUIET_ZONE, path: rows.join('') };
}
