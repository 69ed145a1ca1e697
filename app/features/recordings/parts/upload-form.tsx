import { useRef } from 'react';
import type { DeskCourse, DeskSection } from '#app/features/recordings/reach.server.ts';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { UploadStatus } from './upload-status.tsx';
import { useUpload } from './use-upload.ts';

interface UploadFormProps {
  courses: readonly DeskCourse[];
  sections: readonly DeskSection[];
  problems: readonly { field?: string | undefined; words: string }[];
  values: Record<string, string>;
}

/** One form for a recording. With script it shows how far the upload is; without, the browser sends it as it is. */
export function UploadForm(props: UploadFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { progress, send, pause, goOn } = useUpload(form);
  const busy = progress.state !== 'idle' && progress.state !== 'failed';
  if (props.courses.length === 0) {
    return (
      <EmptyState title="名下还没有课">
        <p>只能给自己教的课上传录播。要是少了课，请联系教务。</p>
      </EmptyState>
    );
  }
  return (
    <form
      ref={form}
      className="form"
      method="post"
      action="/teach/recordings"
      encType="multipart/form-data"
      onSubmit={send}
    >
      <Fields {...props} />
      <div className="actions">
        <Button tone="primary" disabled={busy}>
          上传
        </Button>
      </div>
      <UploadStatus progress={progress} pause={pause} goOn={goOn} />
    </form>
  );
}

function Fields({ courses, sections, problems, values }: UploadFormProps) {
  const errorOf = (name: string) => problems.find(({ field }) => field === name)?.words;
  return (
    <>
      <TextField
        name="title"
        label="标题"
        error={errorOf('title')}
        defaultValue={values.title}
        maxLength={120}
        required
      />
      <SelectField
        name="course"
        label="属于哪门课"
        error={errorOf('course')}
        placeholder="请选择"
        defaultValue={values.course}
        required
        options={courses.map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` }))}
      />
      <SelectField
        name="section"
        label="只给一个班看"
        optional
        error={errorOf('section')}
        placeholder="这门课的所有班"
        defaultValue={values.section}
        options={sections.map(({ id, courseTitle, title }) => ({
          value: id,
          label: `${courseTitle} · ${title}`,
        }))}
      />
      <FileField
        name="video"
        label="视频文件"
        hint="MP4、MOV 或 MKV 格式，画面 H.264、声音 AAC，最大 20 GB。手机录的视频一般可以直接传；别的格式也可以试，学院能转换的会收下，等转换好了才能看。传到一半断了，可以接着传。"
        accept="video/*,.mkv"
        error={errorOf('video')}
        required
      />
      <FileField
        name="captions"
        label="字幕文件"
        hint=".srt 或 .vtt。没有也可以先传视频，发布以前补上。"
        accept=".vtt,.srt,text/vtt"
        error={errorOf('captions')}
        optional
      />
    </>
  );
}
