import type { ShownCue } from '#app/features/recordings/captions-desk.server.ts';
import { writeTime } from '#app/features/recordings/chapters.rules.ts';
import { hintWords } from '#app/features/recordings/cues.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { Status } from '#app/ui/status.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import type { Sent } from './film-desk.tsx';

interface EditorProps {
  cues: readonly ShownCue[];
  version: string;
  page: number;
  sent: Sent;
}

/** A page of cues, each with its times and words. Every button keeps what was typed on the page. */
export function CueEditor({ cues, version, page, sent }: EditorProps) {
  return (
    <form className="form" method="post">
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="page" value={page} />
      {/* First in the form, so that the Enter key saves. */}
      <SaveButton />
      {cues.map((cue) => (
        <CueFields key={cue.index} cue={cue} sent={sent} />
      ))}
      <SaveButton />
    </form>
  );
}

function SaveButton() {
  return (
    <div className="actions">
      <Button type="submit" name="deed" value="save" tone="primary">
        保存这一页
      </Button>
    </div>
  );
}

function CueFields({ cue, sent }: { cue: ShownCue; sent: Sent }) {
  const { fields, errorOf } = sent;
  const { index, fromMs, toMs, text, hints } = cue;
  const [from, to, words] = [`from-${index}`, `to-${index}`, `text-${index}`];
  return (
    <fieldset className="card stack gap-2">
      <legend className="sr-only">第 {index + 1} 条</legend>
      <p className="m-0 flex flex-wrap items-center gap-3">
        <strong aria-hidden="true">第 {index + 1} 条</strong>
        {hints.map((hint) => (
          <Status key={hint} tone="attention">
            {hintWords[hint]}
          </Status>
        ))}
      </p>
      <TwoMoments names={[from, to]} usual={[writeTime(fromMs), writeTime(toMs)]} sent={sent} />
      <TextArea
        name={words}
        label="文字"
        rows={2}
        defaultValue={fields[words] ?? text}
        error={errorOf(words)}
      />
      <div className="actions">
        <Button
          type="submit"
          name="deed"
          value={`split:${index}`}
          aria-label={`把第 ${index + 1} 条拆成两条`}
        >
          拆成两条
        </Button>
        <Button
          type="submit"
          name="deed"
          value={`remove:${index}`}
          tone="quiet"
          aria-label={`删掉第 ${index + 1} 条`}
        >
          删掉
        </Button>
      </div>
    </fieldset>
  );
}

/** When a cue begins and ends. `usual` stands there before anything was typed. */
function TwoMoments({
  names,
  usual = [],
  sent: { fields, errorOf },
}: {
  names: readonly [string, string];
  usual?: readonly string[];
  sent: Sent;
}) {
  return (
    <div className="two-moments">
      {names.map((name, at) => (
        <TextField
          key={name}
          name={name}
          label={at === 0 ? '开始' : '结束'}
          width="short"
          defaultValue={fields[name] ?? usual[at]}
          error={errorOf(name)}
        />
      ))}
    </div>
  );
}

type ToolProps = Pick<EditorProps, 'version' | 'sent'>;

/** What else can be done to the captions, folded so that the film stays near; what came back with a problem is unfolded. */
export function CaptionTools({
  total,
  onlyFile,
  ...tools
}: ToolProps & { total: number /** The captions cannot be read now. */; onlyFile: boolean }) {
  const isFirst = total === 0 && !onlyFile;
  const wrong = (...names: string[]) => names.some((name) => tools.sent.errorOf(name) !== undefined);
  return (
    <>
      <details className="fold" open={isFirst || wrong('file')}>
        <summary>{isFirst ? '上传字幕文件' : '换一份字幕文件'}</summary>
        <CaptionsUpload {...tools} isFirst={isFirst} />
      </details>
      {onlyFile ? null : (
        <details className="fold" open={wrong('new-from', 'new-to', 'new-text')}>
          <summary>加一条</summary>
          <AddCue {...tools} />
        </details>
      )}
      {total > 0 ? (
        <details className="fold" open={wrong('seconds', 'after')}>
          <summary>整体移动时间</summary>
          <ShiftCues {...tools} />
        </details>
      ) : null}
    </>
  );
}

/** One more cue; its time says where it belongs. */
function AddCue({ version, sent }: ToolProps) {
  const { fields, errorOf } = sent;
  return (
    <form className="form" method="post">
      <input type="hidden" name="version" value={version} />
      <TwoMoments names={['new-from', 'new-to']} sent={sent} />
      <TextArea
        name="new-text"
        label="文字"
        rows={2}
        defaultValue={fields['new-text']}
        error={errorOf('new-text')}
      />
      <div className="actions">
        <Button type="submit" name="deed" value="add">
          加上这一条
        </Button>
      </div>
    </form>
  );
}

/** All cues earlier or later. */
function ShiftCues({ version, sent: { fields, errorOf } }: ToolProps) {
  return (
    <form className="form" method="post">
      <input type="hidden" name="version" value={version} />
      <TextField
        name="seconds"
        label="移动多少秒"
        width="short"
        hint="字幕来得太早就推后，写“1.5”；来得太晚就提前，写“-1.5”。"
        defaultValue={fields.seconds}
        error={errorOf('seconds')}
      />
      <TextField
        name="after"
        label="从哪里开始"
        width="short"
        optional
        hint="比如“1:20”，只移后面的；不写就是全部。"
        defaultValue={fields.after}
        error={errorOf('after')}
      />
      <div className="actions">
        <Button type="submit" name="deed" value="shift">
          移动
        </Button>
      </div>
    </form>
  );
}

/** A file in place of all captions. */
function CaptionsUpload({ version, sent: { errorOf }, isFirst }: ToolProps & { isFirst: boolean }) {
  return (
    <form className="form" method="post" encType="multipart/form-data">
      <input type="hidden" name="version" value={version} />
      <FileField
        name="file"
        label="字幕文件"
        accept=".srt,.vtt,text/vtt"
        hint={`.srt 或 .vtt，最大 1 MB。${isFirst ? '' : '会换掉现有的全部字幕。'}`}
        error={errorOf('file')}
      />
      <div className="actions">
        <Button type="submit" name="deed" value="file">
          上传
        </Button>
      </div>
    </form>
  );
}
