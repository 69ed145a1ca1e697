import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import type { Note } from '../notes.server.ts';
import { clockTime } from './clock.ts';

interface NoteFieldsProps {
  sent: FormAnswer | undefined;
  usual: { at: string; words: string };
  /** Several forms stand on one page. */
  idPrefix: string;
}

/** The moment and the words. */
export function NoteFields({ sent, usual, idPrefix }: NoteFieldsProps) {
  const field = fieldOf(sent, usual);
  return (
    <>
      <TextField
        {...field('at')}
        id={`${idPrefix}-at`}
        label="讲到"
        hint="几分几秒，写成 12:30 这样"
        width="short"
        autoComplete="off"
        required
      />
      <TextArea
        {...field('words')}
        id={`${idPrefix}-words`}
        label="记什么"
        rows={3}
        maxLength={1000}
        required
      />
    </>
  );
}

/** One note: its moment leads into the lecture; below it, to change or to delete it. */
export function NoteItem({
  note,
  lectureHref,
  sent,
}: {
  note: Note;
  lectureHref: string;
  sent: FormAnswer | undefined;
}) {
  const at = clockTime(note.atSeconds);
  return (
    <li className="border-line border-t py-4" id={note.id}>
      <p>
        <a className="figures" href={`${lectureHref}?t=${Math.floor(note.atSeconds)}`}>
          {at}
          <span className="sr-only"> 从这里听</span>
        </a>
      </p>
      <p className="whitespace-pre-wrap">{note.words}</p>
      <details className="print:hidden" open={sent !== undefined}>
        <summary className="quiet py-2 elder:py-4">改一改或者删掉</summary>
        <form className="form" method="post">
          <input type="hidden" name="means" value="change" />
          <input type="hidden" name="note" value={note.id} />
          <NoteFields sent={sent} usual={{ at, words: note.words }} idPrefix={note.id} />
          <div className="actions">
            <Button>改好了</Button>
          </div>
        </form>
        <PostButton
          action="?"
          fields={{ means: 'delete', note: note.id }}
          tone="quiet"
          label={`删掉 ${at} 的笔记`}
        >
          删掉这一条
        </PostButton>
      </details>
    </li>
  );
}
