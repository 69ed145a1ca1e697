import { type FormEvent, useState } from 'react';
import type { DeskCourse, DeskSection } from '#app/features/recordings/desk.server.ts';
import { Button } from '#app/ui/button.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  courses: readonly DeskCourse[];
  sections: readonly DeskSection[];
  fields: Record<string, string>;
  errors: readonly { field: string; message: string }[];
}

/** A plain multipart form; with JavaScript it says how far the upload has come. */
export function UploadForm({ courses, sections, fields, errors }: Props) {
  const { progress, send } = useUpload();
  const field = (name: string) => ({ name, error: errors.find((error) => error.field === name)?.message });
  return (
    <form className="form" method="post" encType="multipart/form-data" onSubmit={send}>
      <TextField {...field('title')} label="标题" defaultValue={fields.title} />
      <SelectField
        {...field('course')}
        label="课程"
        placeholder="请选择"
        defaultValue={fields.course}
        options={courses.map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` }))}
      />
      <SelectField
        {...field('section')}
        label="给谁看"
        placeholder="这门课的所有班"
        defaultValue={fields.section}
        options={sections.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <FileField
        {...field('video')}
        label="视频"
        accept="video/mp4"
        hint="MP4，画面 H.264，声音 AAC，最多 2 GB。别的格式请先导出成这种。"
      />
      <FileField
        {...field('captions')}
        label="字幕"
        accept=".vtt,.srt"
        hint="WebVTT 或 SRT，可以以后再配。发布前要有字幕。"
        optional
      />
      <p role="status">{progress}</p>
      <div className="actions">
        <Button type="submit" tone="primary">
          上传
        </Button>
      </div>
    </form>
  );
}

function useUpload() {
  const [progress, setProgress] = useState('');
  const send = (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) =>
      setProgress(
        loaded < total
          ? `正在上传：${Math.floor((loaded / total) * 100)}%，请不要关掉这一页。`
          : '已传完，正在检查视频。',
      );
    request.onerror = () => setProgress('上传中断了，没有收下任何内容。请检查网络，再点一次“上传”。');
    request.onload = () => show(request, setProgress);
    request.open('POST', form.action);
    request.setRequestHeader('accept', 'text/html');
    request.send(new FormData(form));
    setProgress('正在上传…');
  };
  return { progress, send };
}

/** The answer is a page like any other: the recording's own, or this one with what was wrong. */
function show(request: XMLHttpRequest, say: (words: string) => void) {
  if (request.status < 300 && new URL(request.responseURL).pathname !== window.location.pathname) {
    window.location.assign(request.responseURL);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  const told =
    page.querySelector('.error-summary ul')?.textContent ?? page.querySelector('main')?.textContent;
  say(told?.trim() || '没有上传成功，请再试一次。');
}
