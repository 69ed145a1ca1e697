import { createHash } from 'node:crypto';
import { PIECE_BYTES } from '#app/features/media/uploads.rules.ts';
import type { Answer, Visitor } from '#tests/support/visitor.ts';

export const UPLOADS = '/teach/recordings/uploads';
const tus = { 'tus-resumable': '1.0.0' };
const forPrograms = { ...tus, accept: 'application/json' };

/** Opens an upload as the browser's client does. */
export function begin(who: Visitor, bytes: number, name = '第一讲.mp4'): Promise<Answer> {
  const filename = Buffer.from(name).toString('base64');
  return who.send('POST', UPLOADS, {
    ...forPrograms,
    'upload-length': String(bytes),
    'upload-metadata': `filename ${filename}`,
  });
}

export async function begun(who: Visitor, bytes: number, name?: string): Promise<string> {
  const { status, location, text } = await begin(who, bytes, name);
  if (status !== 201 || !location) throw new Error(`not begun: ${status} ${text}`);
  return location;
}

export function sendPiece(who: Visitor, address: string, piece: Buffer, offset: number): Promise<Answer> {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  return who.send('PATCH', address, { ...forPrograms, ...headers }, piece);
}

/** How many bytes the server says it has. */
export async function offsetOf(who: Visitor, address: string): Promise<number> {
  const answer = await who.send('HEAD', address, forPrograms);
  return answer.status === 200 ? Number(answer.headers['upload-offset']) : -answer.status;
}

export function giveUp(who: Visitor, address: string): Promise<Answer> {
  return who.send('DELETE', address, forPrograms);
}

/** The last step: the form, with the upload in the place of the file. */
export function finish(who: Visitor, address: string, words: Record<string, string>): Promise<Answer> {
  const form = { title: '先认门', section: '', upload: address.split('/').at(-1) ?? '', ...words };
  const boundary = 'a-boundary';
  const parts = Object.entries(form).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return who.send('POST', '/teach/recordings', headers, `${parts.join('')}--${boundary}--\r\n`);
}

/** What a browser computes of a file: the digest of the digests of its pieces. */
export function checksumOf(bytes: Buffer): string {
  const all = createHash('sha256');
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    all.update(
      createHash('sha256')
        .update(bytes.subarray(at, at + PIECE_BYTES))
        .digest(),
    );
  return all.digest('hex');
}
