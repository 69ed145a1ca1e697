import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import { lostWords, stepWords } from '#app/features/recordings/processing.rules.ts';
import { type Processing, processingOf } from '#app/features/recordings/processing.server.ts';
import { failure, jsonAnswer } from '#app/lib/http.server.ts';

const LOOK_EVERY_MS = 2_000;
/** A browser asks again by itself: no connection stays for ever. */
const LOOKS = 15;

/**
 * `GET /teach/recordings/:recordingId/processing`, for whoever keeps the recording: how far its film is. As Server-Sent Events
 * when asked for them, for half a minute or until there is nothing more to tell; else once, as JSON.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const recording = await recordingAtDesk(context.db, actor, params.recordingId ?? '');
  if (!recording) throw failure(request, 404, { message: '没有找到这一讲，或者这门课由别的老师带。' });
  const look = async () => told(await processingOf(context.db, recording.id, context.now()));
  if (!request.headers.get('accept')?.includes('text/event-stream')) return jsonAnswer(await look());
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(events(look), { headers });
}

interface Told {
  state: string;
  percent: number;
  words: string;
}

function told(processing: Processing | null): Told {
  if (!processing) return { state: 'done', percent: 100, words: '' };
  const { state, percent, step, halt } = processing;
  if (halt?.why === 'lost') return { state, percent, words: lostWords };
  return { state, percent, words: state === 'running' ? stepWords(step) : '' };
}

/** One event at once and one for each change. Ends when nothing is under way, when the reader leaves, or after half a minute. */
function events(look: () => Promise<Told>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let looks = 0;
  let last = '';
  let left: (() => void) | undefined;
  let gone = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (!gone && looks < LOOKS) {
          if (looks > 0) await pause((wake) => (left = wake));
          looks += 1;
          if (gone) return;
          const now = await look();
          if (now.state === 'done' || now.state === 'failed') looks = LOOKS;
          const words = JSON.stringify(now);
          if (words === last) continue;
          last = words;
          controller.enqueue(encoder.encode(`retry: 3000\ndata: ${words}\n\n`));
          return;
        }
        if (!gone) controller.close();
      },
      cancel() {
        gone = true;
        left?.();
      },
    },
    { highWaterMark: 0 },
  );
}

function pause(interrupt: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK_EVERY_MS);
    interrupt(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
