import { FilesWithRemove } from '#app/features/media/parts/work-files.tsx';
import { MOST_FILES, workFileHint } from '#app/features/media/work-files.rules.ts';
import type { WorkFile } from '#app/features/tasks/reading.server.ts';
import type { FileWish } from '#app/features/tasks/work.rules.ts';
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
          <FilesWithRemove files={files} />
          {files.length < MOST_FILES ? (
            <FileField
              name="file"
              label={files.length > 0 ? '再加文件' : '文件'}
              hint={workFileHint}
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
