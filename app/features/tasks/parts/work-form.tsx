import type { WorkFile } from '#app/features/tasks/reading.server.ts';
import { type FileWish, MOST_FILES } from '#app/features/tasks/work.rules.ts';
import { sizeWords } from '#app/features/tasks/work-words.ts';
import { Button } from '#app/ui/button.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

export interface WorkFormProps {
  body: string;
  seen: string;
  files: readonly WorkFile[];
  wish: FileWish;
  again: boolean;
  errorOf: (field: string) => string | undefined;
}

/** The learner's draft: words, files, and two ways to end. Every button keeps the words first. */
export function WorkForm({ body, seen, files, wish, again, errorOf }: WorkFormProps) {
  return (
    <form className="form" method="post" encType="multipart/form-data">
      {/* The first button is what Enter presses: it must keep and nothing else. */}
      <button type="submit" name="means" value="save" className="sr-only" tabIndex={-1} aria-hidden="true">
        保存
      </button>
      <input type="hidden" name="seen" value={seen} />
      <TextArea
        name="body"
        label="做了什么"
        hint="想到多少写多少，先存草稿，下次接着写。"
        rows={12}
        defaultValue={body}
        error={errorOf('body')}
      />
      {wish === 'none' && files.length === 0 ? null : (
        <>
          <AddedFiles files={files} />
          {files.length < MOST_FILES ? (
            <FileField
              name="file"
              label={files.length > 0 ? '再加文件' : '文件'}
              hint={`照片、PDF、Word、PPT、Excel 或纯文字，每个最大 20 MB，最多 ${MOST_FILES} 个。`}
              optional={wish !== 'needed'}
              multiple
              error={errorOf('file')}
            />
          ) : null}
        </>
      )}
      <div className="actions">
        <Button name="means" value="hand-in" tone="primary">
          {again ? '再交一次' : '交给老师'}
        </Button>
        <Button name="means" value="save">
          存草稿
        </Button>
      </div>
    </form>
  );
}

function AddedFiles({ files }: { files: readonly WorkFile[] }) {
  if (files.length === 0) return null;
  return (
    <div className="field">
      <p>已加的文件</p>
      <ul className="link-list">
        {files.map(({ id, name, bytes, href }) => (
          <li key={id}>
            <a href={href}>{name}</a> <span className="quiet">{sizeWords(bytes)}</span>{' '}
            <Button name="means" value={`remove:${id}`} tone="quiet" aria-label={`去掉 ${name}`}>
              去掉
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
