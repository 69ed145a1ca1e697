import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { Trouble } from './film.ts';

interface TroubleProps {
  trouble: Trouble;
  /** Goes on without pictures; null where that is not possible, or done already. */
  listen: (() => void) | null;
}

/** Why the film does not go on, and what helps. What has been watched is safe in each case. */
export function TroubleNotice({ trouble, listen }: TroubleProps) {
  const justListen = listen ? (
    <Button type="button" onClick={listen}>
      只听声音
    </Button>
  ) : null;
  switch (trouble) {
    case null:
      return null;
    case 'away':
      return (
        <Notice title="网络断了，正在重新连">
          连上以后会自己接着放，不用刷新。看过的部分先记在这台设备上，连上以后补记。
        </Notice>
      );
    case 'not-now':
      return (
        <Notice title="视频暂时取不到，正在再试">
          这是学院这边的事，不是网络的事。取到了会自己接着放，不用刷新；看过的部分都留着。
        </Notice>
      );
    case 'slow':
      return (
        <Notice title="网络有点慢，正在等画面" action={justListen}>
          {listen ? '可以再等一等；只听声音用的流量很少，也一样算看过。' : '再等一等，或者换个信号好的地方。'}
        </Notice>
      );
    case 'ended':
      return (
        <Notice tone="warn" title="播放停下了" action={<a href="?">重新打开这一讲</a>}>
          这一页开得太久，播放地址过期了。重新打开，会从停下的地方接着放。
        </Notice>
      );
    case 'broken':
      return (
        <Notice tone="warn" title="这个浏览器放不了这一讲">
          换一个浏览器，或者把浏览器更新到新版再打开。看过的部分都留着。
        </Notice>
      );
  }
}
