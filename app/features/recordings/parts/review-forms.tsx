import type { EditedRecording } from '#app/features/recordings/desk.server.ts';
import { CONSENT_WAYS, consentWords } from '#app/features/recordings/review.rules.ts';
import type { ReviewStep } from '#app/features/recordings/reviews.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

type Errors = readonly { field: string; message: string }[];
const errorOf = (errors: Errors, name: string) => errors.find(({ field }) => field === name)?.message;

/** What stands in the way of handing in: cuts that wait, cuts that did not come about, a film that is not ready. */
export type Held = 'cuts' | 'failed-cuts' | 'film';

/** The id of the part of the page where it is handed in, decided and published. */
export const PUBLICATION = 'publication';

export interface ReviewProps {
  recording: EditedRecording;
  /** Newest first. */
  reviews: readonly ReviewStep[];
  /** Whether whoever looks at the page may decide. */
  mayDecide: boolean;
  /** What has to come first; null where nothing has. */
  held: Held | null;
  fields: Record<string, string> | undefined;
  errors: Errors;
}

/** What can be done next on the way to being published: hand in, decide, publish. */
export function ReviewForms({ recording, reviews, mayDecide, held, fields, errors }: ReviewProps) {
  switch (recording.state) {
    case 'draft':
      return <SubmissionForm {...{ recording, held, fields, errors }} last={reviews[0]} />;
    case 'in-review':
      return mayDecide ? (
        <DecisionForms consent={reviews[0]?.consent} fields={fields} errors={errors} />
      ) : (
        <TakingBack words="已经送审，等另一位老师或教务看。要再改视频，先收回。" />
      );
    case 'approved':
      return <PublishingForm />;
    default:
      return null;
  }
}

const firstSteps = {
  cuts: ['有地方等着剪，剪好了才能送审。也可以放弃这次剪辑，照原来的样子送。', '看剪得怎样', 'cuts'],
  'failed-cuts': [
    '这次没有剪成，不能送审。可以再剪一次，也可以放弃这次剪辑，照原来的样子送。',
    '再剪，或者放弃',
    'cuts',
  ],
  captions: ['还没有字幕。配好字幕才能送审，听不清的人也要能看懂。', '配字幕', 'captions'],
} as const;

/** What has to be done before it can be handed in: one thing at a time, with the way to it. */
function First({ recording: { id }, held }: Pick<ReviewProps, 'recording' | 'held'>) {
  if (held === 'film') return <p>视频处理好了才能送审。处理到哪一步，写在“视频文件”一栏。</p>;
  const [words, label, desk] = firstSteps[held ?? 'captions'];
  return (
    <>
      <p>{words}</p>
      <div className="actions">
        <ButtonLink href={`/teach/recordings/${id}/${desk}`} tone="primary">
          {label}
        </ButtonLink>
      </div>
    </>
  );
}

function SubmissionForm({
  recording,
  held,
  last,
  fields,
  errors,
}: Pick<ReviewProps, 'recording' | 'held' | 'fields' | 'errors'> & { last: ReviewStep | undefined }) {
  const isComingBack = fields?.means === 'submit';
  if ((held || !recording.hasCaptions) && !isComingBack) return <First {...{ recording, held }} />;
  return (
    <form className="form" method="post">
      <input type="hidden" name="means" value="submit" />
      <p>发布前，请另一位老师或教务看一遍。先写明谁出镜、本人是否同意。</p>
      <RadioGroup
        name="way"
        label="出镜的人怎样同意的"
        value={fields?.way ?? last?.consent.way}
        error={errorOf(errors, 'way')}
        choices={CONSENT_WAYS.map((value) => ({ value, label: consentWords[value] }))}
      />
      <TextArea
        name="people"
        label="画面里有谁"
        rows={2}
        optional
        hint="有人出镜就要写，写得出是谁就行。"
        defaultValue={fields?.people ?? last?.consent.people}
        error={errorOf(errors, 'people')}
      />
      <div className="actions">
        <Button type="submit" tone={held ? 'secondary' : 'primary'}>
          送审
        </Button>
      </div>
    </form>
  );
}

function DecisionForms({
  consent,
  fields,
  errors,
}: Pick<ReviewProps, 'fields' | 'errors'> & { consent: ReviewStep['consent'] | undefined }) {
  return (
    <>
      <p>请看一遍，再决定。{consent ? `${consentLine(consent)}。` : null}</p>
      <form className="form" method="post">
        <input type="hidden" name="means" value="approve" />
        <div className="actions">
          <Button type="submit" tone="primary">
            通过
          </Button>
        </div>
      </form>
      <ConfirmFold label="退回修改…" open={errorOf(errors, 'words') !== undefined}>
        <form className="form" method="post">
          <input type="hidden" name="means" value="return" />
          <TextArea
            name="words"
            label="要改什么"
            rows={3}
            defaultValue={fields?.words}
            error={errorOf(errors, 'words')}
          />
          <div className="actions">
            <Button type="submit">退回修改</Button>
          </div>
        </form>
      </ConfirmFold>
    </>
  );
}

/** From the film to what is to be done next, where that stands far below the film. */
export function ToPublication({
  state,
  mayDecide,
}: { state: EditedRecording['state'] } & Pick<ReviewProps, 'mayDecide'>) {
  const next = { draft: '去送审', 'in-review': mayDecide ? '去审看' : '去收回', approved: '去发布' };
  if (!(state in next)) return null;
  return (
    <span className="below-only">
      <ButtonLink href={`#${PUBLICATION}`}>{next[state as keyof typeof next]}</ButtonLink>
    </span>
  );
}

function TakingBack({ words }: { words: string }) {
  return (
    <form method="post">
      <input type="hidden" name="means" value="take-back" />
      <p>{words}</p>
      <div className="actions">
        <Button type="submit">收回</Button>
      </div>
    </form>
  );
}

function PublishingForm() {
  return (
    <>
      <form method="post">
        <input type="hidden" name="means" value="publish" />
        <p>审看通过了，可以发布。</p>
        <div className="actions">
          <Button type="submit" tone="primary">
            发布
          </Button>
        </div>
      </form>
      <TakingBack words="还要再改，先收回，改好以后再送审一次。" />
    </>
  );
}

const outcomeWords = { approved: '通过', returned: '退回', 'taken-back': '收回' } as const;

/** Who handed it in and who decided, newest first. */
export function ReviewTrace({ reviews }: { reviews: readonly ReviewStep[] }) {
  if (reviews.length === 0) return null;
  return (
    <ul className="stack gap-3">
      {reviews.map(({ id, submittedAt, submittedBy, consent, end }) => (
        <li key={id}>
          <p className="m-0">
            <span className="quiet">{formatMoment(submittedAt)}</span> {submittedBy ?? '学院'}送审。
            {consentLine(consent)}。
          </p>
          {end ? (
            <p className="m-0">
              <span className="quiet">{formatMoment(end.at)}</span> {end.by ?? '学院'}
              {outcomeWords[end.outcome]}
              {end.takenBack ? '（后来收回了）' : ''}
              {end.words ? `：${end.words}` : '。'}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function consentLine({ people, way }: ReviewStep['consent']): string {
  return way === 'nobody' ? consentWords.nobody : `出镜：${people}，${consentWords[way]}`;
}
