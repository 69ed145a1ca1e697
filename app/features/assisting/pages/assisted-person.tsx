import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { consentWords } from '#app/features/assisting/consent.rules.ts';
import { type AssistedDesk, assistedDesk } from '#app/features/assisting/desk.server.ts';
import { assistDoneOf, assistDoneWords } from '#app/features/assisting/done-words.ts';
import { OfferCallCard } from '#app/features/assisting/parts/offer-call-card.tsx';
import { notInReach, reachingWords } from '#app/features/assisting/words.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { failure } from '#app/lib/http.server.ts';
import { formatShortDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { CardGrid, Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: desk }) => [
  { title: `${desk?.person.name ?? '联络'} · 社区学院` },
];

export const handle: PageHandle = { breadcrumb: [{ label: '联络', href: '/assist' }] };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const { personId = '' } = params;
  const desk = await assistedDesk(context.db, { actor, personId, now: context.now() });
  if (!desk) throw failure(request, 404, { message: notInReach });
  await noteOpened(context.db, {
    actor,
    action: 'assistance.read',
    subject: ['person', personId],
    concerns: personId,
    now: context.now(),
  });
  return { ...desk, done: assistDoneOf(new URL(request.url).searchParams.get('done')) };
}

export default function AssistedPersonPage() {
  const { person, applying, offers, enrolments, waiting, done } = useLoaderData<typeof loader>();
  const at = `/assist/people/${person.id}`;
  return (
    <>
      {done ? <Notice tone="success" title={assistDoneWords[done]} announce /> : null}
      <PageTitle
        eyebrow={person.posts.join('\u00a0· ')}
        title={person.name}
        lead={reachingWords(person)}
        actions={
          <>
            <ButtonLink href={`${at}/sections`} tone={offers.length > 0 ? 'secondary' : 'primary'}>
              替{person.name}选课
            </ButtonLink>
            {applying ? <ButtonLink href={`${at}/application`}>替{person.name}报预选</ButtonLink> : null}
            {applying || enrolments.length + waiting.length > 0 ? (
              <ButtonLink href={`${at}/slip`}>打印上课通知单</ButtonLink>
            ) : null}
            <ButtonLink href={`${at}/consent`} tone="quiet">
              读个人信息说明
            </ButtonLink>
          </>
        }
      />
      <Stack gap={8}>
        <p>
          <a href={`${at}/first-code`}>帮{person.name}重设密码</a>
        </p>
        {offers.length > 0 ? (
          <Section title="等答复的名额">
            <CardGrid>
              {offers.map((offer, index) => (
                <OfferCallCard key={offer.offerId} offer={offer} first={index === 0} named={false} />
              ))}
            </CardGrid>
          </Section>
        ) : null}
        <Section title="选上的课">
          {enrolments.length === 0 ? <p className="quiet">还没有选课。</p> : null}
          <CardGrid>
            {enrolments.map((enrolment) => (
              <Enrolled key={enrolment.id} enrolment={enrolment} personId={person.id} />
            ))}
          </CardGrid>
        </Section>
        {waiting.length > 0 ? (
          <Section title="候补">
            <CardGrid>
              {waiting.map((line) => (
                <Waiting key={line.entryId} line={line} personId={person.id} />
              ))}
            </CardGrid>
          </Section>
        ) : null}
        <p className="quiet">这里只看得到选课和是否结业。成绩、学分、答题和评价是本人的事，联络员看不到。</p>
      </Stack>
    </>
  );
}

function Enrolled({
  enrolment,
  personId,
}: {
  enrolment: AssistedDesk['enrolments'][number];
  personId: string;
}) {
  const { state, deed } = enrolment;
  return (
    <Card
      title={enrolment.courseTitle}
      level={3}
      aside={
        <Status tone={state === 'completed' ? 'done' : 'progress'}>
          {state === 'completed' ? '已结业' : state === 'ended' ? '待结业' : '在学'}
        </Status>
      }
      footer={
        state === 'running' ? (
          <ButtonLink
            href={`/assist/people/${personId}/sections/${enrolment.sectionId}`}
            aria-label={`退选…：${enrolment.courseTitle}`}
          >
            退选…
          </ButtonLink>
        ) : undefined
      }
    >
      <p className="quiet phrases">
        {[enrolment.termName, sectionName(enrolment.sectionTitle), enrolment.teacherName]
          .filter(Boolean)
          .join('\u00a0· ')}
      </p>
      {deed ? <ByWhom deed={deed} /> : null}
    </Card>
  );
}

function Waiting({ line, personId }: { line: AssistedDesk['waiting'][number]; personId: string }) {
  return (
    <Card
      title={line.courseTitle}
      level={3}
      aside={<Status tone="neutral">候补第 {line.position} 位</Status>}
      footer={
        <ButtonLink
          href={`/assist/people/${personId}/sections/${line.sectionId}`}
          aria-label={`退出候补…：${line.courseTitle}`}
        >
          退出候补…
        </ButtonLink>
      }
    >
      <p className="quiet">{sectionName(line.sectionTitle)}</p>
      {line.deed ? <ByWhom deed={line.deed} /> : null}
    </Card>
  );
}

type Deed = NonNullable<AssistedDesk['waiting'][number]['deed']>;

function ByWhom({ deed }: { deed: Deed }) {
  return (
    <p className="quiet">
      {deed.liaisonName} {formatShortDate(deed.givenAt)}代办，本人{consentWords(deed.means)}。
    </p>
  );
}
