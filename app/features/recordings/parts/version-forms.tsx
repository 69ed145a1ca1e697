import type { EditedRecording } from '#app/features/recordings/desk.server.ts';
import type { RecordingVersion } from '#app/features/recordings/version-list.server.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { RecordingStatus } from './recording-table.tsx';

interface VersionProps {
  recording: EditedRecording;
  /** Oldest first; empty where there is only this one. */
  versions: readonly RecordingVersion[];
  /** What a draft can replace. */
  choices: readonly { id: string; title: string }[];
  error: string | undefined;
}

/** Which versions there are, who still watches them, and how to make or name one. */
export function Versions({ recording, versions, choices, error }: VersionProps) {
  const { state } = recording;
  const isDraft = recording.publishedAt === null;
  if (versions.length === 0 && state !== 'published' && !(isDraft && choices.length > 0)) return null;
  return (
    <Section title="新版">
      {versions.length > 0 ? <VersionList versions={versions} ownId={recording.id} /> : null}
      {isDraft && choices.length > 0 ? (
        <form className="form" method="post">
          <input type="hidden" name="means" value="version" />
          <SelectField
            name="previous"
            label="这一讲替换哪一讲"
            placeholder="不替换，是新的一讲"
            hint="发布以后，新选课的人看这一讲；已经在看旧版的人接着看旧版，记录都留着。"
            defaultValue={recording.previousId ?? ''}
            options={choices.map(({ id, title }) => ({ value: id, label: title }))}
            error={error}
          />
          <div className="actions">
            <Button type="submit">保存</Button>
          </div>
        </form>
      ) : null}
      {state === 'published' ? (
        <form method="post">
          <input type="hidden" name="means" value="new-version" />
          <p>已发布的视频不再改动。要改，先做一个新版：从这一讲抄一份草稿，改好、审过、发布以后再替换。</p>
          <div className="actions">
            <Button type="submit">做一个新版</Button>
          </div>
        </form>
      ) : null}
    </Section>
  );
}

function VersionList({ versions, ownId }: { versions: readonly RecordingVersion[]; ownId: string }) {
  return (
    <ol className="stack gap-3">
      {versions.map(({ id, title, createdAt, state, waiting }, index) => (
        <li key={id}>
          第 {index + 1} 版：
          {id === ownId ? (
            <strong>{title}（这一讲）</strong>
          ) : (
            <a href={`/teach/recordings/${id}`}>{title}</a>
          )}{' '}
          <RecordingStatus state={state} />
          <br />
          <span className="quiet">
            {formatShortDate(createdAt)} 做的
            {waiting > 0 ? `，还有 ${waiting} 人在看这一版` : ''}
          </span>
        </li>
      ))}
    </ol>
  );
}
