import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { percentOf, restWords, sizeWords } from './upload-progress.ts';
import type { UploadProgress } from './use-upload.ts';

interface StatusProps {
  progress: UploadProgress;
  pause: () => void;
  goOn: () => void;
}

/** How far an upload is, in words and as a bar, and how to stop and go on. */
export function UploadStatus({ progress, pause, goOn }: StatusProps) {
  return (
    <>
      <Amount progress={progress} />
      {progress.state === 'failed' ? (
        <Notice tone="warn" title={progress.canGoOn ? '上传停下了' : '没有收下'}>
          {progress.words.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </Notice>
      ) : null}
      <div className="actions">
        {progress.state === 'sending' || progress.state === 'waiting' ? (
          <Button type="button" onClick={pause}>
            暂停
          </Button>
        ) : null}
        {progress.state === 'paused' || (progress.state === 'failed' && progress.canGoOn) ? (
          <Button type="button" tone="primary" onClick={goOn}>
            继续上传
          </Button>
        ) : null}
      </div>
      {/* Read aloud when the state changes and at every tenth, not with each piece. */}
      <p className="sr-only" role="status">
        {spoken(progress)}
      </p>
    </>
  );
}

function Amount({ progress }: { progress: UploadProgress }) {
  if (progress.state === 'checking') return <p>传完了，正在检查视频。大的视频要等一会儿。</p>;
  if (progress.state === 'idle' || progress.state === 'failed') return null;
  const { state, sent, total, bytesPerSecond } = progress;
  const rest = state === 'sending' ? restWords(total - sent, bytesPerSecond) : null;
  return (
    <div className="stack">
      <progress className="bar" max={100} value={percentOf(sent, total)} aria-label="上传进度" />
      <p>
        已传 {sizeWords(sent)}，共 {sizeWords(total)}（{percentOf(sent, total)}%）
        {rest ? `，还要${rest}` : ''}。
      </p>
      <p className="quiet">{stateWords[state]}</p>
    </div>
  );
}

const stateWords = {
  sending: '关掉这一页也不要紧：七天以内，用这个浏览器再选一次同一个文件，会接着传。',
  waiting: '网络断了，正在重新连接。已经传到的都保留着。',
  paused: '已暂停。已经传到的都保留着。',
};

function spoken(progress: UploadProgress): string {
  switch (progress.state) {
    case 'sending':
      return `正在上传，已传 ${Math.floor(percentOf(progress.sent, progress.total) / 10) * 10}%`;
    case 'waiting':
      return '网络断了，正在重新连接。';
    case 'paused':
      return '已暂停。';
    case 'checking':
      return '传完了，正在检查视频。';
    default:
      return '';
  }
}
