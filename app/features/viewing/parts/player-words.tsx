import { useEffect, useRef } from 'react';
import { formatSeconds } from '#app/lib/time.ts';
import { Bar } from '#app/ui/bar.tsx';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Status } from '#app/ui/status.tsx';
import { You } from '#app/ui/view.tsx';
import { clockTime, percent } from './clock.ts';
import type { Counting } from './counting.ts';
import type { Player } from './player.client.ts';
import type { Lecture } from './player-parts.ts';

interface Standing {
  counting: Counting;
  /** A jump ahead has ended at this moment instead. */
  heldBackAt: number | null;
  player: Pick<Player, 'goOnHere' | 'answer'> | null;
}

/** What stands in the way of counting, in words, with the way out. Nothing when all is well. */
export function CountingNotice(standing: Standing) {
  return (
    <div className="mt-4 empty:mt-0" role="status">
      {noticeOf(standing)}
    </div>
  );
}

function noticeOf({ counting, heldBackAt, player }: Standing) {
  switch (counting.state) {
    case 'lost':
      return <TakenOver goOnHere={player ? () => player.goOnHere() : null} />;
    case 'signed-out':
      return (
        <Notice tone="warn" title="登录已经过期" action={<a href="?">重新登录</a>}>
          看过的部分都留着，登录以后接着看。
        </Notice>
      );
    case 'gone':
      return (
        <Notice tone="warn" title="这一讲现在不能记了">
          可能已经退选，或者老师把它撤下了。请回到“我的课”看看。
        </Notice>
      );
    case 'idle':
      return counting.online ? heldBack(heldBackAt) : <Unreached />;
    case 'counting':
      if (counting.asking && player) return <StillThere answer={() => player.answer()} />;
      return counting.online ? (smallWord(counting) ?? heldBack(heldBackAt)) : <Waiting />;
  }
}

function TakenOver({ goOnHere }: { goOnHere: (() => void) | null }) {
  const action = goOnHere ? (
    <Button type="button" onClick={goOnHere}>
      在这里继续
    </Button>
  ) : null;
  return (
    <Notice tone="warn" title="这里先停下了" action={action}>
      <You />
      在另一台设备上打开了课，观看只在那边记。看过的部分都留着。想回到这里看，按“在这里继续”，那边会停下。
    </Notice>
  );
}

/** No countdown and no hurry: playing waits as long as it takes (domain.md §3, rule 4). */
function StillThere({ answer }: { answer: () => void }) {
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.fullscreenElement) void document.exitFullscreen();
    const { activeElement, body } = document;
    const isElsewhere =
      activeElement !== body && !button.current?.closest('section')?.contains(activeElement);
    // Whoever is writing a note goes on writing; the question is read out to them all the same.
    if (!isElsewhere) button.current?.querySelector('button')?.focus();
  }, []);
  const action = (
    <div ref={button}>
      <Button type="button" tone="primary" onClick={answer}>
        继续听
      </Button>
    </div>
  );
  return (
    <Notice title="继续听吗？" action={action}>
      视频在这里等着，不着急，什么时候接着听都行。看过的部分都留着。
    </Notice>
  );
}

function Waiting() {
  return (
    <Notice title="网络断了">
      看过的部分先记在这台设备上，连上以后补记。关掉了也不要紧，下次在这台设备上打开这一讲就会补上。
    </Notice>
  );
}

function Unreached() {
  return <Notice title="现在连不上学院">看到的还记不下来。连上以后会自己接着记，也可以先停一停。</Notice>;
}

function smallWord({ dropped, tookOver }: Counting) {
  if (dropped)
    return <Notice title="有一小段没有记上">播放得比实际时间快了一点。往回拖，再看一遍就行。</Notice>;
  return tookOver ? <Notice title="换到这里来看了">刚才那台设备会停下，看过的部分都留着。</Notice> : null;
}

function heldBack(seconds: number | null) {
  if (seconds === null) return null;
  return (
    <Notice title={`第一遍按顺序看，现在看到 ${clockTime(seconds)}`}>
      后面的还没有看过，先接着这里看。往回拖随便拖；看完以后，想跳到哪里都行。
    </Notice>
  );
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
