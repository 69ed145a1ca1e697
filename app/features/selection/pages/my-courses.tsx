import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Deed, deedsFor } from '#app/features/assisting/deeds.server.ts';
import { AssistedLink, AssistedNote } from '#app/features/assisting/parts/assisted-note.tsx';
import { payWords } from '#app/features/credits/worth.rules.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { basketIds } from '#app/features/selection/basket.server.ts';
import { doneWords } from '#app/features/selection/done-words.ts';
import { endedLinesOf } from '#app/features/selection/line-ends.server.ts';
import { WaitingStatus } from '#app/features/selection/parts/waiting-status.tsx';
import {
  enrolmentsOf,
  type OwnEnrolment,
  type OwnWaiting,
  waitingOf,
} from '#app/features/selection/reading.server.ts';
import { doneParameter } from '#app/features/selection/selection.schema.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { formatMoment, formatShortDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid, Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Seal } from '#app/ui/seal.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '我的课 · 社区学院' }];

export const handle: PageHandle = { breadcrumb: [{ label: '我的', href: '/me' }] };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const personId = actor.personId ?? '';
  const [enrolments, waiting, endedLines, inBasket, deeds] = await Promise.all([
    enrolmentsOf(context.db, personId),
    waitingOf(context.db, personId),
    endedLinesOf(context.db, personId, context.now()),
    basketIds(context.db, personId),
    deedsFor(context.db, personId),
  ]);
  return {
    enrolments,
    waiting,
    endedLines,
    inBasket: inBasket.length,
    deeds,
    done: doneParameter.parse(new URL(request.url).searchParams.get('done')),
  };
}

export default function MyCourses() {
  const { enrolments, inBasket, done } = useLoaderData<typeof loader>();
  const spoken = useSpoken();
  const running = enrolments.filter(({ state }) => state !== 'completed');
  const completed = enrolments.filter(({ state }) => state === 'completed');
  return (
    <>
      {done ? <Notice tone="success" title={spoken(doneWords[done])} announce /> : null}
      <PageTitle
        title="我的课"
        lead={`正在学 ${running.length} 门，学完 ${completed.length} 门。`}
        actions={
          <>
            <ButtonLink href="/me/basket">{inBasket > 0 ? `选课单（${inBasket}）` : '选课单'}</ButtonLink>
            <ButtonLink href="/me/timetable">我的课表，加入日历</ButtonLink>
          </>
        }
      />
      <Stack gap={8}>
        <WaitingList />
        <Section title="正在学">
          {running.length === 0 ? (
            <EmptyState
              title="现在没有在学的课"
              action={
                <ButtonLink tone="primary" href="/courses">
                  去选课
                </ButtonLink>
              }
            >
              <p>课程库里标着“正在选课”的班都可以选。</p>
            </EmptyState>
          ) : null}
          <CardGrid>
            {running.map((enrolment) => (
              <EnrolmentCard key={enrolment.id} enrolment={enrolment} />
            ))}
          </CardGrid>
        </Section>
        {completed.length > 0 ? (
          <Section title="学完的">
            <CardGrid>
              {completed.map((enrolment) => (
                <EnrolmentCard key={enrolment.id} enrolment={enrolment} />
              ))}
            </CardGrid>
          </Section>
        ) : null}
      </Stack>
    </>
  );
}

/** What a liaison did that still holds. */
function useDeed(sectionId: string, standing: NonNullable<Deed['standing']>): Deed | undefined {
  const { deeds } = useLoaderData<typeof loader>();
  return deeds.find((deed) => deed.sectionId === sectionId && deed.standing === standing);
}

function EnrolmentCard({ enrolment }: { enrolment: OwnEnrolment }) {
  const { completedAt, state } = enrolment;
  const deed = useDeed(enrolment.sectionId, 'enrolled');
  return (
    <Card
      title={enrolment.courseTitle}
      href={`/learn/${enrolment.id}`}
      level={3}
      aside={
        completedAt ? undefined : <Status tone="progress">{state === 'ended' ? '待结业' : '已选上'}</Status>
      }
      footer={
        completedAt ? (
          <Seal school={enrolment.school} date={formatShortDate(completedAt)} label="已结业" />
        ) : deed ? (
          <AssistedLink deed={deed} />
        ) : undefined
      }
    >
      <p className="quiet phrases">
        {[enrolment.termName, sectionName(enrolment.sectionTitle), enrolment.teacherName]
          .filter(Boolean)
          .join('\u00a0· ')}
      </p>
      {completedAt ? null : <p>{payWords(enrolment.creditsHundredths)}。</p>}
      {completedAt ? null : <AssistedNote deed={deed} />}
    </Card>
  );
}

function WaitingList() {
  const { waiting, endedLines } = useLoaderData<typeof loader>();
  if (waiting.length + endedLines.length === 0) return null;
  return (
    <Section title="候补">
      <CardGrid>
        {waiting.map((line) => (
          <WaitingCard key={line.entryId} line={line} />
        ))}
        {endedLines.map((line) => (
          <Card
            key={line.entryId}
            title={line.courseTitle}
            href={`/courses/${line.courseCode}`}
            level={3}
            aside={<Status tone="closed">候补已结束</Status>}
          >
            <p className="quiet">{sectionName(line.sectionTitle)}</p>
            <p>{line.words}</p>
          </Card>
        ))}
      </CardGrid>
    </Section>
  );
}

function WaitingCard({ line }: { line: OwnWaiting }) {
  const deed = useDeed(line.sectionId, 'waiting');
  return (
    <Card
      title={line.courseTitle}
      href={`/courses/${line.courseCode}`}
      level={3}
      aside={<WaitingStatus line={line} />}
      footer={deed ? <AssistedLink deed={deed} /> : undefined}
    >
      <p className="quiet">{sectionName(line.sectionTitle)}</p>
      <AssistedNote deed={deed} />
      {line.offerExpiresAt ? (
        <>
          <p>有名额了。请在 {formatMoment(line.offerExpiresAt)} 前答复，过时转给下一位。</p>
          <div className="actions">
            <PostButton
              tone="primary"
              action={`/sections/${line.sectionId}/offer`}
              fields={{ answer: 'accept' }}
            >
              要这个名额
            </PostButton>
            <PostButton action={`/sections/${line.sectionId}/offer`} fields={{ answer: 'decline' }}>
              不要了
            </PostButton>
          </div>
        </>
      ) : (
        <ConfirmFold label="退出候补…">
          <p>退出后，再候补要重新排队。</p>
          <PostButton action={`/sections/${line.sectionId}/withdrawal`}>退出候补</PostButton>
        </ConfirmFold>
      )}
    </Card>
  );
}
