import { unstable_parseMultipartFormData as parseMultipart } from '@remix-run/node';
import { largestBytes } from '#app/features/media/content-types.rules.ts';
import { discard, type ReceivedFile, receiveFile } from '#app/features/media/files.server.ts';
import type { StoreEnv, StoreTrouble } from '#app/features/media/store.server.ts';

/** An upload form as it came: its words, the video on the disk, the captions in memory. */
export interface ReceivedUpload {
  fields: Record<string, string>;
  video: { file: ReceivedFile; name: string } | null;
  captions: { bytes: Uint8Array; name: string } | null;
  trouble: { field: 'video' | 'captions'; reason: StoreTrouble } | null;
}

/**
 * Reads an upload form part by part; the video goes straight to the store's waiting room and never stands in memory. Throws
 * when the upload breaks off; nothing of it is left behind then.
 */
export async function receiveUpload(request: Request, env: StoreEnv): Promise<ReceivedUpload> {
  const upload: ReceivedUpload = { fields: {}, video: null, captions: null, trouble: null };
  try {
    await parseMultipart(request, async ({ name, filename, data }) => {
      if (name === 'video' && filename) await takeVideo(upload, filename, data, env);
      else if (name === 'captions' && filename) await takeCaptions(upload, filename, data);
      else if (filename === undefined) upload.fields[name] = await textOf(data);
      else await drain(data);
      return null;
    });
  } catch (error) {
    if (upload.video) await discard(upload.video.file);
    throw error;
  }
  return upload;
}

type Part = AsyncIterable<Uint8Array>;

async function takeVideo(upload: ReceivedUpload, name: string, data: Part, env: StoreEnv): Promise<void> {
  if (upload.video) return drain(data);
  const received = await receiveFile(env, data, { maxBytes: largestBytes.video });
  if (received.ok) upload.video = { file: received.file, name };
  else upload.trouble = { field: 'video', reason: received.reason };
}

async function takeCaptions(upload: ReceivedUpload, name: string, data: Part): Promise<void> {
  const bytes = await collect(data, largestBytes.captions);
  if (bytes) upload.captions = { bytes, name };
  else upload.trouble = { field: 'captions', reason: 'too-large' };
}

const LONGEST_FIELD_BYTES = 64 * 1024;

async function textOf(data: Part): Promise<string> {
  const bytes = await collect(data, LONGEST_FIELD_BYTES);
  return bytes ? new TextDecoder().decode(bytes) : '';
}

/** The bytes of a part, or null when there are more than `most`; the rest is read all the same. */
async function collect(data: Part, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let seen = 0;
  for await (const chunk of data) {
    seen += chunk.length;
    if (seen <= most) chunks.push(chunk);
  }
  return seen <= most ? Buffer.concat(chunks) : null;
}

async function drain(data: Part): Promise<void> {
  for await (const _ of data) {
    // read to its end, so that the parts behind it can be read
  }
}
