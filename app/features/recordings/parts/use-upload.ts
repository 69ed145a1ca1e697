import { type FormEvent, type RefObject, useState } from 'react';

export type UploadProgress =
  | { state: 'idle' }
  | { state: 'sending'; percent: number }
  | { state: 'failed'; words: string[] };

const brokenOff = ['上传中途断了，什么都没有留下。请检查网络，再传一次。'];

/** Sends the form in the background and says how far it is. The answer is the page that the browser would have shown. */
export function useUpload(form: RefObject<HTMLFormElement>): {
  progress: UploadProgress;
  send: (event: FormEvent) => void;
} {
  const [progress, setProgress] = useState<UploadProgress>({ state: 'idle' });
  function send(event: FormEvent): void {
    if (!form.current) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open('POST', form.current.action);
    request.setRequestHeader('Accept', 'text/html');
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) setProgress({ state: 'sending', percent: Math.floor((loaded / total) * 100) });
    });
    request.addEventListener('error', () => setProgress({ state: 'failed', words: brokenOff }));
    request.addEventListener('load', () => {
      if (request.status < 400) window.location.assign(request.responseURL);
      else setProgress({ state: 'failed', words: problemsIn(request.responseText) });
    });
    setProgress({ state: 'sending', percent: 0 });
    request.send(plainlyNamed(new FormData(form.current)));
  }
  return { progress, send };
}

/** Names with signs that the form's own syntax uses are hard to send; the server needs none of them. */
function plainlyNamed(form: FormData): FormData {
  const plain = new FormData();
  for (const [name, value] of form) {
    if (typeof value === 'string') plain.append(name, value);
    else plain.append(name, value, value.name.replace(/["';=\\]/g, '_'));
  }
  return plain;
}

/** What the page of the answer says is wrong: its summary of errors, or else its heading. */
function problemsIn(html: string): string[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const said = [...page.querySelectorAll('.error-summary li')].map((item) => item.textContent ?? '');
  return said.length > 0 ? said : [page.querySelector('main p')?.textContent ?? brokenOff[0] ?? ''];
}
