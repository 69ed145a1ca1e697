import { failure, isPlainForm, readFields } from '#app/lib/http.server.ts';
import { readParts } from '#app/lib/http-parts.server.ts';
import { MOST_TABLE_BYTES } from '#app/lib/sheets/table-file.server.ts';

const MOST_FIELD_BYTES = 1_000;

export interface UploadedSheet {
  /** Null when none was chosen. One byte more than is taken at most. */
  file: { name: string; bytes: Uint8Array } | null;
  fields: Record<string, string>;
}

/** The file `sheet` of a form, and its other fields. Reads every part to its end. */
export async function uploadedSheet(request: Request): Promise<UploadedSheet> {
  if (isPlainForm(request)) return { file: null, fields: await readFields(request) };
  let file: UploadedSheet['file'] = null;
  const fields: Record<string, string> = {};
  const isWhole = await readParts(request, async ({ name, filename, bytes }) => {
    const pieces: Uint8Array[] = [];
    let length = 0;
    const most = filename ? MOST_TABLE_BYTES : MOST_FIELD_BYTES;
    for await (const piece of bytes) {
      if (length <= most) pieces.push(piece);
      length += piece.length;
    }
    const whole = Buffer.concat(pieces);
    if (filename === undefined && name) fields[name] = whole.toString('utf8', 0, MOST_FIELD_BYTES);
    else if (name === 'sheet' && filename) file = { name: filename, bytes: whole };
  });
  if (!isWhole) throw failure(request, 400, { message: '文件没有传完整，请再传一次。' });
  return { file, fields };
}
