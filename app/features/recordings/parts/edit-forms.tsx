import type { EditedRecording } from '#app/features/recordings/desk.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import { PUBLICATION, ReviewForms, type ReviewProps, ReviewTrace } from './review-forms.tsx';

type Errors = readonly { field: string; message: string }[];
const errorOf = (errors: Errors, name: string) => errors.find(({ field }) => field === name)?.message;

interface DescriptionProps {
  recording: EditedRecording;
  chapters: string;
  fields: Record<string, string> | undefined;
  errors: Errors;
}

/** Title, summary, and chapters one on a line. */
export function DescriptionForm({ recording, chapters, fields, errors }: DescriptionProps) {
  return (
    <form className="form" method="post">
      <input type="hidden" name="means" value="describe" />
      <input type="hidden" name="film" value={fields?.film ?? recording.videoMediaId} />
      <TextField
        name="title"
        label="标题"
        defaultValue={fields?.title ?? recording.title}
        error={errorOf(errors, 'title')}
      />
      <TextArea
        name="summary"
        label="简介"
        rows={3}
        optional
        defaultValue={fields?.summary ?? recording.summary}
        error={errorOf(errors, 'summary')}
      />
      <TextArea
        name="chapters"
        label="章节"
        rows={6}
        optional
        hint="每行一章：先写时间，空一格，再写标题，比如“1:20 先认门”。"
        defaultValue={fields?.chapters ?? chapters}
        error={errorOf(errors, 'chapters')}
      />
      <div className="actions">
        <Button type="submit">保存</Button>
      </div>
    </form>
  );
}

interface CaptionsProps {
  recording: EditedRecording;
  /** The film that what comes back was written over. */
  film: string | undefined;
  captions: string;
  errors: Errors;
}

/** The way to the captions cue by cue; or all of them as one text. */
export function CaptionsForm({ recording, film, captions, errors }: CaptionsProps) {
  const error = errorOf(errors, 'captions');
  return (
    <div className="stack gap-4">
      <div className="actions">
        <ButtonLink href={`/teach/recordings/${recording.id}/captions`}>
          {recording.hasCaptions ? '一条一条改字幕' : '上传或添加字幕'}
        </ButtonLink>
      </div>
      <ConfirmFold label="整段粘贴…" open={error !== undefined}>
        <form className="form" method="post">
          <input type="hidden" name="means" value="captions" />
          <input type="hidden" name="film" value={film ?? recording.videoMediaId} />
          <TextArea
            name="captions"
            label="字幕文字"
            rows={14}
            hint="WebVTT 或 SRT。可以整段粘贴，也可以直接改字。"
            defaultValue={captions}
            error={error}
          />
          <div className="actions">
            <Button type="submit">保存字幕</Button>
          </div>
        </form>
      </ConfirmFold>
    </div>
  );
}

interface PublicationProps {
  recording: EditedRecording;
  /** How many still have to watch it to complete their section. */
  waiting: number;
  errors: Errors;
  review: Omit<ReviewProps, 'recording' | 'errors'>;
}

/** Review, publishing, and taking back with a reason. */
export function PublicationForms({ recording, waiting, errors, review }: PublicationProps) {
  const { state, publishedAt, withdrawnAt, withdrawalReason } = recording;
  return (
    <Section title="发布" id={PUBLICATION}>
      {publishedAt ? <p>{formatMoment(publishedAt)} 发布。</p> : null}
      {withdrawnAt ? (
        <p>
          {formatMoment(withdrawnAt)} 撤下。原因：{withdrawalReason}
        </p>
      ) : null}
      <ReviewForms recording={recording} errors={errors} {...review} />
      {state === 'published' ? (
        <ConfirmFold label="撤下…">
          <form className="form" method="post">
            <input type="hidden" name="means" value="withdraw" />
            <TextField name="reason" label="为什么撤下" error={errorOf(errors, 'reason')} />
            <p>
              撤下以后，课程里不再列出，新选课的人也不用看，只要求看这一讲的班改看最新的另一讲；不能再发布。已经看完的记录和学分都留着。
            </p>
            {waiting > 0 ? (
              <p>
                <strong>还有 {waiting} 人要看完这一讲才能结业，撤下后他们仍然看得到，结业不受影响。</strong>
              </p>
            ) : null}
            <div className="actions">
              <Button type="submit">撤下这一讲</Button>
            </div>
          </form>
        </ConfirmFold>
      ) : null}
      <ReviewTrace reviews={review.reviews} />
    </Section>
  );
}
