import type { FiveOneItem } from '#app/features/catalogue/five-ones.server.ts';
import { Button } from '#app/ui/button.tsx';
import type { FormError } from '#app/ui/error-summary.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import { type ReadItem, readItemNames } from './five-one-tabs.tsx';

export type ShownItem = Pick<FiveOneItem, 'body' | 'teacherId' | 'updatedAt'> | null;

interface FormProps {
  item: ShownItem;
  errors: readonly FormError[];
  /** What was sent and not taken: it stays in the fields. */
  fields: Readonly<Record<string, string>> | undefined;
}

const errorOf = (errors: readonly FormError[], name: string) =>
  errors.find(({ field }) => field === name)?.message;

const hints: Record<ReadItem, string> = {
  syllabus: '写清目标、学时安排、怎么考核。“## ”开头的一行是小标题。',
  'lesson-plan': '教学过程用表格，第二列写分钟，加起来等于学时乘 45。',
  handout: '给学员看的，短句子，能照着做。“- ”开头的一行是一条。',
  slides: '每张幻灯片之间用单独一行 --- 隔开，每张以“## ”标题开头，最多六条。',
};

/** Writing one of the four texts. */
export function TextForm({ name, item, errors, fields }: FormProps & { name: ReadItem }) {
  return (
    <form className="form max-w-none" method="post">
      <input type="hidden" name="intent" value="text" />
      <input type="hidden" name="item" value={name} />
      <input type="hidden" name="seenAt" value={item?.updatedAt ?? ''} />
      <TextArea
        name="body"
        label={`${readItemNames[name]}的文字`}
        hint={hints[name]}
        rows={22}
        spellCheck={false}
        error={errorOf(errors, 'body')}
        defaultValue={fields?.body ?? item?.body ?? ''}
      />
      <div className="actions">
        <Button tone="primary">保存草稿</Button>
      </div>
    </form>
  );
}

/** Putting a file beside a text, or taking it away. */
export function FileForm({
  name,
  item,
  errors,
  file,
}: FormProps & { name: ReadItem; file: { name: string; href: string } | null }) {
  const seenAt = item?.updatedAt ?? '';
  return (
    <>
      {file ? (
        <div className="cluster gap-4 mb-6">
          <a href={file.href}>{file.name}</a>
          <PostButton
            action=""
            fields={{ intent: 'remove-file', item: name, seenAt }}
            tone="quiet"
            label={`去掉文件 ${file.name}`}
          >
            去掉
          </PostButton>
        </div>
      ) : null}
      <form className="form" method="post" encType="multipart/form-data">
        <input type="hidden" name="item" value={name} />
        <input type="hidden" name="seenAt" value={seenAt} />
        <FileField
          name="file"
          label={file ? '换一个文件' : '上传文件'}
          hint="PPTX、DOCX、XLSX、PDF，最大 50 MB。学员可以下载。"
          accept=".pptx,.docx,.xlsx,.pdf,.txt"
          error={errorOf(errors, 'file')}
        />
        <div className="actions">
          <Button>上传</Button>
        </div>
      </form>
    </>
  );
}

/** Saying who teaches the course. */
export function TeacherForm({
  item,
  errors,
  fields,
  teachers,
}: FormProps & { teachers: readonly { id: string; name: string; headline: string }[] }) {
  return (
    <form className="form" method="post">
      <input type="hidden" name="intent" value="teacher" />
      <input type="hidden" name="item" value="teacher" />
      <input type="hidden" name="seenAt" value={item?.updatedAt ?? ''} />
      <SelectField
        name="teacherId"
        label="主讲老师"
        hint="只列出已经聘任的老师。"
        placeholder="请选择"
        error={errorOf(errors, 'teacherId')}
        defaultValue={fields?.teacherId ?? item?.teacherId ?? ''}
        options={teachers.map(({ id, name, headline }) => ({ value: id, label: `${name} · ${headline}` }))}
      />
      <div className="actions">
        <Button tone="primary">保存草稿</Button>
      </div>
    </form>
  );
}

/** Making the draft the version that new sections are taught from. */
export function PublishForm({
  version,
  errors,
  fields,
}: Omit<FormProps, 'item'> & { version: { id: string; number: number } }) {
  return (
    <form className="form" method="post">
      <input type="hidden" name="intent" value="publish" />
      <input type="hidden" name="versionId" value={version.id} />
      <TextField
        name="note"
        label="这次改了什么"
        maxLength={200}
        error={errorOf(errors, 'note')}
        defaultValue={fields?.note}
      />
      <div className="actions">
        <Button>发布第 {version.number} 版</Button>
      </div>
      <p className="quiet">发布后，新开的班用这一版。已经选了课的人还按原来的版本学。</p>
    </form>
  );
}
