import { unstable_parseMultipartFormData as parseMultipart } from '@remix-run/node';

/** One part of a form with files, as it comes in. */
export interface IncomingPart {
  name: string | undefined;
  filename?: string | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

/** Far more than any form has: each keeps the parser busy for a moment, however small it is. */
const MOST_PARTS = 1_000;
/** What may come in between the bytes of two parts: a head has some hundreds, and the parser keeps it in memory until it ends. */
const MOST_BETWEEN_BYTES = 64 * 1024;

type Take = (part: IncomingPart) => Promise<void>;

/** Reads a form with files part by part, each to its end. False when it breaks off or is no such form. */
export function readParts(request: Request, take: Take): Promise<boolean> {
  return eachPart(request, take).then(
    () => true,
    () => false,
  );
}

/** The same; throws what is wrong with the form, or what `take` throws. */
export async function eachPart(request: Request, take: Take): Promise<void> {
  if (!request.body) throw new Error('a form without a body');
  const { stream, heard } = watched(request.body);
  const init = { method: request.method, headers: request.headers, body: stream, duplex: 'half' } as const;
  let parts = 0;
  await parseMultipart(new Request(request.url, init), async ({ name, filename, data }) => {
    heard();
    if (++parts > MOST_PARTS) throw new Error('more parts than any form has');
    await take({ name, filename, bytes: telling(data, heard) });
    return undefined;
  });
}

/** The same bytes, read only when they are asked for; an error once too many have come without `heard`. */
function watched(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  let between = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (between > MOST_BETWEEN_BYTES) throw new Error('a head of a part without an end');
        const { done, value } = await reader.read();
        if (done) return controller.close();
        between += value.length;
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const heard = () => {
    between = 0;
  };
  return { stream, heard };
}

function telling(bytes: AsyncIterable<Uint8Array>, heard: () => void): AsyncIterable<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  const next = async () => {
    const result = await iterator.next();
    heard();
    return result;
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}
