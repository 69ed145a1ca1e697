import { lostWords, stepWords } from '#app/features/recordings/processing.rules.ts';
import type { Processing } from '#app/features/recordings/processing.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import filmProgress from './film-progress.js?url';

interface FilmStateProps {
  recordingId: string;
  /** Null where nothing was ever made of the film. */
  processing: Processing | null;
}

/** How far the film is, what can be chosen of it, and how to have it done again. */
export function FilmState({ recordingId, processing }: FilmStateProps) {
  const ended = processing === null || processing.state === 'done' || processing.state === 'failed';
  return (
    <Section title="视频文件">
      {processing ? <Words {...{ recordingId, processing }} /> : <p>还没有做不同清晰度的版本。</p>}
      {ended ? (
        <form method="post">
          <input type="hidden" name="means" value="process" />
          <div className="actions">
            <Button type="submit">{againLabel(processing)}</Button>
          </div>
        </form>
      ) : null}
    </Section>
  );
}

/** As the words of a failure call it: what did not come about was a cut, or all the sizes of the film. */
function againLabel(processing: Processing | null): string {
  if (!processing) return '处理';
  return processing.cutting && processing.state === 'failed' ? '再剪一次' : '再处理一次';
}

function Words({ recordingId, processing }: { recordingId: string; processing: Processing }) {
  switch (processing.state) {
    case 'failed':
      return (
        <Notice tone="warn" title={failureTitle(processing)}>
          <p>{processing.failure}</p>
        </Notice>
      );
    case 'done':
      return processing.rungs.length > 0 ? <Ready {...processing} /> : <AsItIs />;
    default:
      return <UnderWay {...{ recordingId, processing }} />;
  }
}

function failureTitle({ cutting, needed }: Processing): string {
  if (cutting) return '没有剪成，视频还是剪以前的样子';
  return needed ? '没有处理成，还不能播放' : '没有处理成，原来的视频照常播放';
}

function waitingWords({ cutting, needed }: Processing): string {
  if (cutting)
    return '正在按新的剪法重做，剪好以前不能送审，放的还是剪以前的。关掉这一页也不要紧，好了会通知。';
  return needed
    ? '处理好以前还不能播放、送审；可以先写标题、配字幕。关掉这一页也不要紧，好了会通知。'
    : '现在就能播放、送审。处理好以后能换清晰度、能只听声音。';
}

function Ready({ rungs, hasSound }: Processing) {
  const sizes = rungs.map(({ name }) => name).join('、');
  return (
    <p>
      处理好了：清晰度 {sizes}
      {hasSound ? '，网络不好时也能只听声音。' : '。视频没有声音。'}
    </p>
  );
}

function AsItIs() {
  return (
    <p>
      视频照原样播放：不能换清晰度，网络不好时也不能只听声音。要有这些，请系统管理员在服务器上装
      ffmpeg，再点“再处理一次”。
    </p>
  );
}

function UnderWay({ recordingId, processing }: { recordingId: string; processing: Processing }) {
  const { state, step, percent, halt } = processing;
  const address = `/teach/recordings/${recordingId}`;
  return (
    <div className="stack gap-3" data-film-progress={`${address}/processing`} data-state={state}>
      {state === 'running' ? (
        <>
          <progress className="bar" max={100} value={percent} aria-label="处理进度" />
          <p data-words="">
            {halt ? lostWords : stepWords(step)}，做完了 {percent}%。
          </p>
        </>
      ) : (
        <p>
          {halt?.why === 'failed'
            ? `上一次没有做成，${formatMoment(halt.againAt)} 再试，不用守着。`
            : '排队等着处理，轮到了自动开始。'}
        </p>
      )}
      <p className="quiet">{waitingWords(processing)}</p>
      <p>
        <a href={address}>刷新看进度</a>
      </p>
      <script type="module" src={filmProgress} />
    </div>
  );
}
