import { type FormEvent, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { clockTime } from './clock.ts';

type Sending = 'no' | 'now' | 'kept' | 'failed';

/**
 * A note at the moment where the lecture stands. With script it is kept while the lecture plays on; without, the same form leads
 * to the notes.
 */
export function QuickNote({ address, seconds }: { address: string; seconds: number }) {
  const [sending, setSending] = useState<Sending>('no');
  const [words, setWords] = useState('');
  async function send(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (sending === 'now') return;
    const body = new URLSearchParams(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    setSending('now');
    const isKept = await keepNote(address, body);
    setSending(isKept ? 'kept' : 'failed');
    if (isKept) setWords('');
  }
  return (
    <Section title="记一笔" more={{ label: '我的笔记', href: address }}>
      <form className="form" method="post" action={address} onSubmit={(event) => void send(event)}>
        <input type="hidden" name="means" value="add" />
        <input type="hidden" name="at" value={clockTime(seconds)} />
        <TextArea
          name="words"
          id="quick-note"
          label={`讲到 ${clockTime(seconds)}`}
          rows={2}
          maxLength={1000}
          required
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setSending('no');
          }}
        />
        <div className="actions">
          {/* A button that is disabled loses the focus, and whoever writes by keyboard would be back at the top of the page. */}
          <Button aria-disabled={sending === 'now' || undefined}>记下</Button>
        </div>
        <div role="status" className="empty:hidden">
          {sending === 'kept' ? <Notice tone="success" title="记下了" /> : null}
          {sending === 'failed' ? (
            <Notice tone="warn" title="没有记下">
              网络可能断了。字还在上面，过一会儿再按一次。
            </Notice>
          ) : null}
        </div>
      </form>
    </Section>
  );
}

/** The page that would follow is not asked for: the lecture plays on. */
async function keepNote(address: string, body: URLSearchParams): Promise<boolean> {
  try {
    const { type } = await fetch(address, { method: 'POST', body, redirect: 'manual' });
    return type === 'opaqueredirect';
  } catch {
    return false;
  }
}
