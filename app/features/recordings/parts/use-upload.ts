import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Sending } from './resumable.client.ts';
import { plainlyNamed, sendForm } from './upload-answer.ts';

interface Amount {
  sent: number;
  total: number;
  /** Null while it is not known. */
  bytesPerSecond: number | null;
}

export type UploadProgress =
  | { state: 'idle' }
  | { state: 'checking' }
  | ({ state: 'sending' | 'waiting' | 'paused' } & Amount)
  /** `canGoOn`: what has arrived stays, and the same button goes on with it. */
  | { state: 'failed'; words: string[]; canGoOn: boolean };

interface UploadControls {
  progress: UploadProgress;
  send: (event: FormEvent) => void;
  pause: () => void;
  goOn: () => void;
}

const PACE_KNOWN_AFTER_MS = 4000;
const notReadable = '这个文件读不出来。请看看它是不是还在原来的地方，再选一次。';

/** Sends the video piece by piece and then the form that names it. Without script the browser sends the form as it is. */
export function useUpload(form: RefObject<HTMLFormElement>): UploadControls {
  const [progress, setProgress] = useState<UploadProgress>({ state: 'idle' });
  const sending = useRef<Sending | null>(null);
  const amount = useRef<Amount>({ sent: 0, total: 1, bytesPerSecond: null });
  const lap = useRef<{ at: number; sent: number } | null>(null);
  const show = (state: 'sending' | 'waiting' | 'paused') => setProgress({ state, ...amount.current });
  const goOn = () => {
    lap.current = null;
    show('sending');
    sending.current?.goOn();
  };
  useGoingOnline(progress.state === 'failed' && progress.canGoOn, goOn);

  function noteSent(sent: number, total: number): void {
    lap.current ??= { at: performance.now(), sent };
    const ms = performance.now() - lap.current.at;
    const pace = ((sent - lap.current.sent) / ms) * 1000;
    amount.current = { sent, total, bytesPerSecond: ms > PACE_KNOWN_AFTER_MS ? pace : null };
    show('sending');
  }

  async function begin(to: HTMLFormElement, file: File): Promise<void> {
    amount.current = { sent: 0, total: file.size, bytesPerSecond: null };
    lap.current = null;
    show('sending');
    const fields = plainlyNamed(new FormData(to));
    const { checksumOf, sendInPieces } = await import('./resumable.client.ts');
    const checksum = checksumOf(file);
    sending.current = await sendInPieces(file, {
      sent: noteSent,
      waiting: () => show('waiting'),
      stopped: (words, canGoOn) => setProgress({ state: 'failed', words: [words], canGoOn }),
      arrived: async (uploadId) => {
        setProgress({ state: 'checking' });
        fields.delete('video');
        fields.set('upload', uploadId);
        fields.set('checksum', await checksum);
        const answer = await sendForm(to.action, fields);
        if (answer.ok) window.location.assign(answer.leadsTo);
        else setProgress({ state: 'failed', words: answer.words, canGoOn: false });
      },
    });
    if (!sending.current) to.submit();
  }

  return {
    progress,
    send(event) {
      const file = form.current?.querySelector<HTMLInputElement>('input[name=video]')?.files?.[0];
      if (!form.current || !file) return;
      event.preventDefault();
      begin(form.current, file).catch(() =>
        setProgress({ state: 'failed', words: [notReadable], canGoOn: false }),
      );
    },
    pause() {
      sending.current?.pause();
      show('paused');
    },
    goOn,
  };
}

/** Goes on by itself when the network is back. */
function useGoingOnline(waits: boolean, goOn: () => void): void {
  const latest = useRef(goOn);
  latest.current = goOn;
  useEffect(() => {
    if (!waits) return;
    const go = () => latest.current();
    window.addEventListener('online', go, { once: true });
    return () => window.removeEventListener('online', go);
  }, [waits]);
}
