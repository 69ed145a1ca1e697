import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type ChoiceFor, choicesFor } from '#app/features/assisting/choices.server.ts';
import { assistedPerson } from '#app/features/assisting/people.server.ts';
import { notInReach } from '#app/features/assisting/words.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { failure } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid, Stack } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { SeatBar } from '#app/ui/seat-bar.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `替${data?.name ?? '邻居'}选课 · 社区学院` },
];

interface Whose {
  id: string;
  name: string;
}

export const handle: PageHandle = {
  breadcrumb: (data) => {
    const { id, name } = data as Whose;
    return [
      { label: '联络', href: '/assist' },
      { label: name, href: `/assist/people/${id}` },
    ];
  },
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const { personId = '' } = params;
  const now = context.now();
  const person = await assistedPerson(context.db, { actor, personId, now });
  if (!person) throw failure(request, 404, { message: notInReach });
  const q = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 64);
  return { id: person.id, name: person.name, q, ...(await choicesFor(context.db, { person, q, now })) };
}

export default function AssistedSections() {
  const { id, name, q, choices, more } = useLoaderData<typeof loader>();
  const at = `/assist/people/${id}/sections`;
  return (
    <>
      <PageTitle title={`替${name}选课`} lead={`正在选课的班都在这里，${name}能不能选也写明了。`} />
      <Stack gap={6}>
        <SearchBox action={at} label="找课" value={q} placeholder="课名或拼音，如 手机" />
        <p className="result-count">
          {more ? `先列出 ${choices.length} 个班，没看到的可以按课名找` : `共 ${choices.length} 个班`}
        </p>
        {choices.length === 0 ? (
          <EmptyState
            title={q ? '没有找到正在选课的班' : '现在没有正在选课的班'}
            action={q ? <ButtonLink href={at}>看全部</ButtonLink> : undefined}
          >
            <p>{q ? '换个课名试试，也可以打拼音。' : '选课时间到了，班会出现在这里。'}</p>
          </EmptyState>
        ) : null}
        {choices.length > 0 ? <Choices at={at} /> : null}
      </Stack>
    </>
  );
}

/** First what the person may take, then what they have, last what they cannot take and why. */
function Choices({ at }: { at: string }) {
  const { choices } = useLoaderData<typeof loader>();
  const groups = [
    { title: '可以选的', shown: choices.filter(({ standing, refusal }) => !standing && !refusal) },
    { title: '已经选上或在候补的', shown: choices.filter(({ standing }) => standing) },
    { title: '现在不能选的', shown: choices.filter(({ standing, refusal }) => !standing && refusal) },
  ];
  return groups
    .filter(({ shown }) => shown.length > 0)
    .map(({ title, shown }) => (
      <Section key={title} title={`${title}（${shown.length}）`}>
        <CardGrid>
          {shown.map((choice) => (
            <ChoiceCard key={choice.id} choice={choice} href={`${at}/${choice.id}`} />
          ))}
        </CardGrid>
      </Section>
    ));
}

function ChoiceCard({ choice, href }: { choice: ChoiceFor; href: string }) {
  return (
    <Card title={choice.courseTitle} href={href} level={3} aside={<ChoiceStatus choice={choice} />}>
      <p className="quiet phrases">
        {[sectionName(choice.title), choice.teacherName].filter(Boolean).join('\u00a0· ')}
      </p>
      <p>{choice.when}</p>
      {choice.standing === null && choice.refusal ? (
        <p>{choice.refusal.what}</p>
      ) : (
        <div className="mt-3">
          <SeatBar capacity={choice.capacity} taken={choice.taken} />
        </div>
      )}
    </Card>
  );
}

function ChoiceStatus({ choice: { standing, refusal, capacity, taken } }: { choice: ChoiceFor }) {
  if (standing) return <Status tone="done">{standing === 'enrolled' ? '已选上' : '在候补'}</Status>;
  if (refusal) return <Status tone="closed">不能选</Status>;
  return taken >= capacity ? <Status tone="neutral">可候补</Status> : <Status tone="progress">可以选</Status>;
}
