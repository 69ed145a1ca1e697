import type { HandOverState } from '#app/features/recordings/hand-over-state.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';

/** How far the film is on its way to Mux, in words, with the reason where it does not get on. Nothing where films stay here. */
export function HandOver({ handOver }: { handOver: HandOverState | null }) {
  if (!handOver) return null;
  return (
    <>
      <HandOverWords {...handOver} />
      {handOver.leftovers > 0 ? (
        <p className="text-quiet">这一讲以前送到 Mux 的视频正在删，删掉以前会一直再试，不用守着。</p>
      ) : null}
    </>
  );
}

function HandOverWords({ state, trouble, againAt }: HandOverState) {
  switch (state) {
    case 'unready':
      return <p className="text-quiet">视频要先处理好，处理好了会自己送到 Mux。</p>;
    case 'ready':
      return <p className="text-quiet">这一讲已经在 Mux，按网速自动换清晰度。</p>;
    case 'preparing':
      return <Notice title="Mux 已经收下，正在处理">处理好以前，照样能从学院看。</Notice>;
    case 'sending':
      return trouble ? (
        <Notice tone="warn" title="还没有送到 Mux">
          {trouble} {againAt ? `${formatMoment(againAt)} 再试，不用守着。` : ''}送到以前，照样能从学院看。
        </Notice>
      ) : (
        <Notice title="正在送到 Mux">不用守着，关掉这一页也会送完。送到以前，照样能从学院看。</Notice>
      );
    case 'failed':
      return (
        <Notice tone="warn" title="没有送上 Mux" action={<SendForm words="再送一次" />}>
          {trouble} 视频还在学院，照样能看。
        </Notice>
      );
    case 'not-sent':
      return (
        <Notice title="这一讲还没有送到 Mux" action={<SendForm words="送到 Mux" />}>
          现在从学院看。送到 Mux 以后，会按网速自动换清晰度。
        </Notice>
      );
  }
}

function SendForm({ words }: { words: string }) {
  return (
    <form method="post">
      <input type="hidden" name="means" value="hand-over" />
      <Button type="submit">{words}</Button>
    </form>
  );
}
