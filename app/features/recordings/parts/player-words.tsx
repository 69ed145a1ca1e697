import { formatSeconds } from '#app/lib/time.ts';
import { Bar } from '#app/ui/bar.tsx';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Status } from '#app/ui/status.tsx';
import { You } from '#app/ui/view.tsx';
import { percent } from './clock.ts';
import type { Counting } from './counting.ts';
import type { Lecture } from './use-player.ts';

/** What stands in the way of counting, in words, with the way out. Nothing when all is well. */
export function CountingNotice({
  counting,
  goOnHere,
}: {
  counting: Counting;
  goOnHere: (() => void) | null;
}) {
  return (
    <div className="mt-4 empty:hidden" role="status">
      {noticeOf(counting, goOnHere)}
    </div>
  );
}

function noticeOf(counting: Counting, goOnHere: (() => void) | null) {
  if (counting.state === 'lost') {
    const action = goOnHere ? (
      <Button type="button" onClick={goOnHere}>
        在这里继续
      </Button>
    ) : null;
    return (
      <Notice tone="warn" title="这里先停下了" action={action}>
        <You />
        在另一台设备上打开了课，观看只在那边记。看过的部分都留着。
      </Notice>
    );
  }
  if (counting.state === 'signed-out') {
    return (
      <Notice tone="warn" title="登录已经过期" action={<a href="?">重新登录</a>}>
        看过的部分都留着，登录以后接着看。
      </Notice>
    );
  }
  if (counting.state === 'gone') {
    return (
      <Notice tone="warn" title="这一讲现在不能记了">
        可能已经退选，或者老师把它撤下了。请回到“我的课”看看。
      </Notice>
    );
  }
  if (!counting.online)
    return <Notice title="网络断了">看过的部分先记在这里，连上以后补记，请不要关掉这一页。</Notice>;
  return counting.dropped ? (
    <Notice title="有一小段没有记上">播放得比实际时间快了一点。往回拖，再看一遍就行。</Notice>
  ) : null;
}

interface SoFar {
  counting: Counting;
  lecture: Lecture;
  neededPercent: number;
  courseHref: string;
  fromStart: ((seconds: number) => void) | null;
}

/** How much is watched by the server's count, what is enough, and where it goes on. */
export function WatchedSoFar({ counting, lecture, neededPercent, courseHref, fromStart }: SoFar) {
  const watched = percent(counting.coveredSeconds, lecture.durationSeconds);
  return (
    <div className="mt-6">
      <p>
        {counting.complete ? (
          <Status tone="done">这一讲看完了</Status>
        ) : (
          `已看 ${watched}%，看满 ${neededPercent}% 就算看完。`
        )}
      </p>
      <div className="mt-2">
        <Bar value={watched} of={100} />
      </div>
      {counting.complete ? (
        <div className="actions">
          <ButtonLink href={courseHref} tone="primary">
            看看下一步
          </ButtonLink>
        </div>
      ) : null}
      {lecture.resumeSeconds > 0 ? (
        <p className="quiet noscript:hidden">
          从 {formatSeconds(lecture.resumeSeconds)}继续。
          {fromStart ? (
            <Button type="button" tone="quiet" onClick={() => fromStart(0)}>
              从头看
            </Button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
