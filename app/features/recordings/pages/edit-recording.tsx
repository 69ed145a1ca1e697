import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { writeChapters } from '#app/features/recordings/chapters.rules.ts';
import type { EditedRecording } from '#app/features/recordings/desk.server.ts';
import { notAtThisDesk } from '#app/features/recordings/desk-words.ts';
import { applyChange } from '#app/features/recordings/edit-actions.server.ts';
import { filmDeskOf } from '#app/features/recordings/film-desk.server.ts';
import { handOverStateOf } from '#app/features/recordings/hand-over-state.server.ts';
import {
  CaptionsForm,
  DescriptionForm,
  PublicationForms,
} from '#app/features/recordings/parts/edit-forms.tsx';
import { FilmBeside } from '#app/features/recordings/parts/film-desk.tsx';
import { FilmState } from '#app/features/recordings/parts/film-state.tsx';
import { HandOver } from '#app/features/recordings/parts/hand-over.tsx';
import { RecordingStatus } from '#app/features/recordings/parts/recording-table.tsx';
import { type Held, ToPublication } from '#app/features/recordings/parts/review-forms.tsx';
import { Versions } from '#app/features/recordings/parts/version-forms.tsx';
import { replaceableRecordings } from '#app/features/recordings/previous-choices.server.ts';
import { type Processing, processingOf } from '#app/features/recordings/processing.server.ts';
import { isSecondPerson } from '#app/features/recordings/review.rules.ts';
import { reviewsOf } from '#app/features/recordings/reviews.server.ts';
import { captionsOf } from '#app/features/recordings/transcript.server.ts';
import { versionsOf } from '#app/features/recordings/version-list.server.ts';
import { waitingForRecordings } from '#app/features/recordings/waiting.server.ts';
import { doneIn, failure, formWords, readForm } from '#app/lib/http.server.ts';
import { formatSeconds } from '#app/lib/time.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import type { Db } from '#db/database.ts';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.recording.title ?? '录播'} · 社区学院` },
];

export const handle = {
  breadcrumb: teachingCrumbs('recordings'),
};

const doneWords: Record<string, string> = {
  added: '收下了，存成了草稿。看一遍，配好字幕，再送审。',
  describe: '标题、简介和章节已保存。',
  captions: '字幕已保存。',
  submit: '已送审，教务会收到通知。看过以后，通过还是退回都会告诉上传的人。',
  approve: '已通过，上传的人会收到通知，可以发布了。',
  return: '已退回，要改什么都告诉上传的人了。',
  process: '排进去了，轮到就处理。',
  'take-back': '已收回，可以接着改。',
  version: '已保存。发布的时候替换。',
  'new-version': '抄好了一份草稿，就是这一讲。改好以后送审、发布，再替换旧版。',
  'hand-over': '会送到 Mux，送完这里会写明。',
  publish: '已发布，选了这门课的人现在就能看。',
  withdraw: '已撤下。已经选了课、要看这一讲的人还能看。',
};

const unreadyWords =
  '收下了，存成了草稿。这个视频要先转换格式，等转换好了才能看、才能送审，好了会通知。现在可以先写标题、配字幕。';

/** Open to whoever keeps the recording: its teachers, the registrar, the academy's admin. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, env } = context;
  const asked = { actor, recordingId: params.recordingId ?? '', now: context.now() };
  const desk = await filmDeskOf(db, asked);
  if (!desk) throw failure(request, 404, notAtThisDesk);
  const { recording, film } = desk;
  const versions = await versionsOf(db, recording);
  const processing = await processingOf(db, recording.id, asked.now);
  return {
    recording,
    chapters: writeChapters(recording.chapters),
    captions: (await captionsOf(db, { mediaId: recording.captionsMediaId, env }))?.vtt ?? '',
    film,
    waiting: versions.find(({ id }) => id === recording.id)?.waiting ?? (await waitingOf(db, recording)),
    versions,
    handOver: await handOverStateOf(db, env, recording),
    choices: recording.publishedAt ? [] : await replaceableRecordings(db, recording),
    processing,
    reviews: await reviewsOf(db, recording.id),
    mayDecide: isSecondPerson(actor.personId, recording),
    done: doneIn(request, doneWordsFor(processing)),
  };
}

/** What came in may have to be converted before anybody can look at it. */
function doneWordsFor(processing: Processing | null): Record<string, string> {
  return isUnready(processing) ? { ...doneWords, added: unreadyWords } : doneWords;
}

/** What has to be done to the film before anybody looks at it; see `submitForReview`. */
function heldBy(processing: Processing | null): Held | null {
  if (processing?.cutting) return processing.state === 'failed' ? 'failed-cuts' : 'cuts';
  return isUnready(processing) ? 'film' : null;
}

function isUnready(processing: Processing | null): boolean {
  return processing?.needed === true && processing.state !== 'done';
}

/** How many still have to watch a published recording. */
async function waitingOf(db: Db, { id, courseId, state }: EditedRecording): Promise<number> {
  if (state !== 'published') return 0;
  return (await waitingForRecordings(db, { ids: [id], courseId })).get(id) ?? 0;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const recordingId = params.recordingId ?? '';
  const fields = formWords(await readForm(request));
  const outcome = await applyChange(context, { actor, recordingId, fields });
  if (outcome.ok)
    throw redirect(`/teach/recordings/${outcome.recordingId ?? recordingId}?done=${fields.means}`, 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, notAtThisDesk);
  return data({ errors: outcome.errors, fields }, 400);
}

export default function EditRecording() {
  const { recording, film, chapters, captions, done, ...more } = useLoaderData<typeof loader>();
  const { waiting, reviews, mayDecide, versions, choices, processing, handOver } = more;
  const sent = useActionData<typeof action>();
  const errors = sent?.errors ?? [];
  const review = { reviews, mayDecide, held: heldBy(processing), fields: sent?.fields };
  const isPlayable = !isUnready(processing);
  // In the place of the film while there is none.
  const filmState = <FilmState recordingId={recording.id} processing={processing} />;
  return (
    <>
      <ErrorSummary errors={errors} title="没有保存" />
      {done && errors.length === 0 ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={recording.courseTitle}
        title={recording.title}
        lead={
          <>
            <RecordingStatus state={recording.state} /> {formatSeconds(recording.durationSeconds)}
          </>
        }
      />
      <Columns
        aside={
          <>
            <PublicationForms {...{ recording, waiting, errors, review }} />
            {isPlayable ? filmState : null}
            <Versions
              {...{ recording, versions, choices }}
              error={errors.find(({ field }) => field === 'previous')?.message}
            />
          </>
        }
      >
        {isPlayable ? (
          <>
            <FilmBeside film={film} label={recording.title} />
            <div className="actions">
              <ButtonLink href={`/teach/recordings/${recording.id}/cuts`}>剪辑</ButtonLink>
              <ToPublication state={recording.state} mayDecide={mayDecide} />
            </div>
          </>
        ) : (
          filmState
        )}
        <HandOver handOver={handOver} />
        <Section title="标题、简介、章节">
          <DescriptionForm recording={recording} chapters={chapters} fields={sent?.fields} errors={errors} />
        </Section>
        <Section title="字幕">
          <CaptionsForm
            {...{ recording, errors }}
            film={sent?.fields.film}
            captions={sent?.fields.captions ?? captions}
          />
        </Section>
        <Section title="幻灯片">
          <ButtonLink href={`/teach/recordings/${recording.id}/slides`}>
            {recording.state === 'draft' ? '放幻灯片，配时间' : '看幻灯片'}
          </ButtonLink>
        </Section>
      </Columns>
    </>
  );
}
