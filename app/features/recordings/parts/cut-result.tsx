import type { CutDesk } from '#app/features/recordings/cut-desk.server.ts';
import { shortTime } from '#app/features/recordings/cut-forms.ts';
import { cutsOf, isAsAsked, lengthOf, type Span } from '#app/features/recordings/cuts.rules.ts';
import type { RecordingState } from '#app/features/recordings/review.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';

/** Why a recording that is no draft cannot be cut. */
export const notNow: Record<Exclude<RecordingState, 'draft'>, string> = {
  'in-review': '已经送审，等人看。要再剪，先回到这一讲收回。',
  approved: '审看通过了，通过的就是这个样子，不能再剪。要改，先收回，改好再送审。',
  published: '已发布的视频不再改动。要剪，回到这一讲做一个新版：原片和剪法都会带过去。',
  replaced: '这一讲已经有了新版，请到新版里剪。',
  withdrawn: '这一讲已经撤下，不用再剪。',
};

/** What would come of the cuts that stand in the form. */
export function CutResult({ desk: { result, original } }: { desk: CutDesk }) {
  if (!result) return <p>先把时间改好，这里再算剪完怎样。</p>;
  const { cuts, loss, captionsAreRead } = result;
  if (cuts.length === 0) return <p>一处也不剪，就是完整的原片，长 {clock(original.durationMs)}。</p>;
  return (
    <DescriptionList
      facts={[
        ['剪完多长', `${clock(result.durationMs)}（原片 ${clock(original.durationMs)}）`],
        ['剪掉的', spanWords(cuts)],
        ['章节', loss.chapters.length > 0 ? `去掉：${loss.chapters.join('、')}` : '都留着'],
        ['字幕', captionsAreRead ? cueWords(loss) : '现在读不出来，过一会儿再看'],
      ]}
    />
  );
}

function cueWords({ cues, shortened }: { cues: number; shortened: number }): string {
  const parts = [cues > 0 ? `去掉 ${cues} 条` : '', shortened > 0 ? `剪短 ${shortened} 条` : ''].filter(
    Boolean,
  );
  return parts.length > 0 ? parts.join('，') : '都留着';
}

/** How the film stands: waiting to be cut, or cut. */
export function CutStanding({ desk: { recording, state, original, processing } }: { desk: CutDesk }) {
  const { wish, made } = state;
  const failed = processing?.state === 'failed';
  if (wish)
    return (
      <Notice
        tone={failed ? 'warn' : 'info'}
        title={
          failed ? '这次没有剪成' : `正在剪${processing?.percent ? `，完成了 ${processing.percent}%` : ''}`
        }
        action={
          <div className="stack gap-3">
            {failed ? <TryAgain recordingId={recording.id} /> : null}
            <form method="post">
              <Button type="submit" name="deed" value="drop">
                放弃这次剪辑
              </Button>
            </form>
          </div>
        }
      >
        {failed
          ? processing.failure
          : '剪好以前放的还是原来的样子，不能送审。剪好了会有通知，也可以过一会儿刷新这一页看看。'}
      </Notice>
    );
  if (!made) return null;
  const real = cutsOf(made.keeps, original.durationMs);
  return (
    <Notice
      title={
        real.length > 0
          ? `剪掉了 ${spanWords(real)}，现在长 ${clock(lengthOf(made.keeps))}`
          : '一处也没有剪动，放的还是完整的视频'
      }
    >
      {isAsAsked(made, original.durationMs)
        ? '字幕和章节跟着移好了。要改就在下面改，每次都从原片剪起。'
        : `想剪的是 ${spanWords(made.cuts)}。学院的服务器没有装剪辑用的程序（ffmpeg），只能剪在完整画面上，所以差了一点；送审和发布的就是现在这样。字幕和章节是按实际剪的移的。装上以后再按“就这样剪”，会剪得一点不差。`}
    </Notice>
  );
}

function TryAgain({ recordingId }: { recordingId: string }) {
  return (
    <form method="post" action={`/teach/recordings/${recordingId}`}>
      <Button type="submit" name="means" value="process">
        再剪一次
      </Button>
    </form>
  );
}

/** The deliberate end of an original. */
export function DeleteOriginal({ desk: { state, recording } }: { desk: CutDesk }) {
  if (!state.hasOriginal || state.wish) return null;
  if (recording.state === 'in-review' || recording.state === 'approved') return null;
  return (
    <ConfirmFold label="删除原片…">
      <form className="stack gap-4" method="post">
        <p className="m-0">
          原片是剪以前的完整视频，占着地方。删掉以后，剪掉的找不回来，也不能换一种剪法；现在的片子、字幕和章节不变。别的版本还要用它的时候，文件先留着。
        </p>
        <div className="actions">
          <Button type="submit" name="deed" value="delete">
            删除原片
          </Button>
        </div>
      </form>
    </ConfirmFold>
  );
}

function spanWords(spans: readonly Span[]): string {
  return spans.map(({ fromMs, toMs }) => `${clock(fromMs)} 到 ${clock(toMs)}`).join('、');
}

/** To the tenth of a second: nobody sees more. */
function clock(ms: number): string {
  return shortTime(Math.round(ms / 100) * 100);
}
