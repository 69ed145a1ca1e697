import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { clockTime, percent } from '#app/features/viewing/parts/clock.ts';
import { oddityWords } from '#app/features/viewing/parts/oddity-words.ts';
import { shareOf } from '#app/features/viewing/viewing.rules.ts';
import { type CountedOddity, viewingRecord } from '#app/features/viewing/viewing-record.server.ts';
import { recordingForViewing } from '#app/features/viewing/watched-recording.server.ts';
import { formatClock, formatDate, formatMoment } from '#app/lib/time.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { lectureCrumbs } from '#app/shell/learning-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `观看记录 · ${data?.lecture.title ?? '录播'} · 社区学院` },
];

export const handle: PageHandle = { width: 'reading', breadcrumb: lectureCrumbs };

/** Open to whoever is enrolled: everything that is kept about their own viewing. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { enrolmentId = '', recordingId = '' } = params;
  const seat = { enrolmentId, recordingId, personId: actor.personId ?? '' };
  const recording = await recordingForViewing(context.db, seat);
  if (!recording)
    throw await courseElsewhere(request, context, {
      ...{ actor, enrolmentId },
      message: '没有找到这一讲。可能已经退选，或者老师把它撤下了。',
    });
  return {
    course: { title: recording.courseTitle, enrolmentId },
    lecture: { title: recording.title, href: `/learn/${enrolmentId}/recordings/${recording.id}` },
    percent: percent(recording.coveredSeconds, recording.durationSeconds),
    neededPercent: Math.round(shareOf(recording.requirement) * 100),
    furthestSeconds: recording.furthestSeconds,
    record: await viewingRecord(context.db, seat),
  };
}

const columns: readonly Column<CountedOddity>[] = [
  { key: 'day', label: '哪天', head: true, short: true, render: ({ day }) => formatDate(day) },
  { key: 'what', label: '什么', render: ({ kind }) => oddityWords[kind].what },
  { key: 'times', label: '几次', align: 'end', render: ({ times }) => times },
  { key: 'became', label: '怎么记的', render: ({ kind }) => oddityWords[kind].became },
];

export default function Record() {
  const {
    lecture,
    percent: watched,
    neededPercent,
    furthestSeconds,
    record,
  } = useLoaderData<typeof loader>();
  const { spans, completedAt, answers, oddities } = record;
  const spoken = useSpoken();
  return (
    <>
      <PageTitle
        eyebrow="观看记录"
        title={lecture.title}
        lead={spoken('系统记了你看这一讲的哪些事，都在这里。教务能看到的，不比这里多。')}
        actions={<ButtonLink href={lecture.href}>回到这一讲</ButtonLink>}
      />
      <Section title="记上的">
        <DescriptionList
          facts={[
            ['看过', `${watched}%，看满 ${neededPercent}% 就算看完`],
            [
              '哪几段',
              spans.length > 0
                ? spans.map(([from, to]) => `${clockTime(from)}–${clockTime(to)}`).join('、')
                : '还没有',
            ],
            ['最远看到', clockTime(furthestSeconds)],
            ['看完', completedAt ? formatMoment(completedAt) : '还没有'],
            ...(answers.length > 0
              ? ([
                  [
                    '问过“继续听吗”',
                    `${answers.length} 次，都答了：${answers.map(({ answeredAt }) => `${formatDate(answeredAt)}${formatClock(answeredAt)}`).join('、')}`,
                  ],
                ] as [string, string][])
              : []),
          ]}
        />
      </Section>
      <Section title="没有记上的，和别的情况">
        <Table
          caption="没有记上的，和别的情况，最近的在前"
          captionHidden
          columns={columns}
          rows={oddities}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="没有">
              <p>报上来的都记上了。</p>
            </EmptyState>
          }
        />
        <p className="quiet">
          {spoken(
            '只按天记次数，不记地址，不认设备。同一天次数多了，教务会看到同样的这几行，可能来问问你；不扣学分，也不会自动处理。觉得记错了，告诉教务。',
          )}
        </p>
      </Section>
    </>
  );
}
