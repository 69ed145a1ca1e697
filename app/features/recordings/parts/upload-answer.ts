const ASKED_AGAIN_MS = [3000, 10_000, 30_000];
const unheard =
  '视频已经传完，但没有等到学院的回复。请刷新这一页：列表里有它就好了，没有的话再点一次“上传”。';

export type FormAnswer = { ok: true; leadsTo: string } | { ok: false; words: string[] };

/** Sends a form in the background. The answer is the page that the browser would have shown, or what that page says is wrong. */
export async function sendForm(action: string, body: FormData): Promise<FormAnswer> {
  for (const wait of [...ASKED_AGAIN_MS, null]) {
    try {
      const answer = await fetch(action, { method: 'POST', body, headers: { Accept: 'text/html' } });
      if (answer.status < 400) return { ok: true, leadsTo: answer.url };
      if (answer.status < 500 || wait === null) return { ok: false, words: problemsIn(await answer.text()) };
    } catch {
      if (wait === null) break;
    }
    // To ask again is harmless: an upload becomes one recording.
    await new Promise((resolve) => setTimeout(resolve, wait ?? 0));
  }
  return { ok: false, words: [unheard] };
}

/** Names with signs that the form's own syntax uses are hard to send; the server needs none of them. */
export function plainlyNamed(form: FormData): FormData {
  const plain = new FormData();
  for (const [name, value] of form) {
    if (typeof value === 'string') plain.append(name, value);
    else plain.append(name, value, value.name.replace(/["';=\\]/g, '_'));
  }
  return plain;
}

/** What the page of an answer says is wrong: its summary of errors, or else its first sentence. */
function problemsIn(html: string): string[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const said = [...page.querySelectorAll('.error-summary li')].map((item) => item.textContent ?? '');
  return said.length > 0 ? said : [page.querySelector('main p')?.textContent || unheard];
}
