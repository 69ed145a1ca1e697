import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { assist } from '#app/features/assisting/assisting.server.ts';
import { choiceFor } from '#app/features/assisting/choices.server.ts';
import { sectionDeedForm } from '#app/features/assisting/consent.schema.ts';
import { SectionDeed } from '#app/features/assisting/parts/section-deed.tsx';
import { assistedPerson } from '#app/features/assisting/people.server.ts';
import { badForm, refusedForm } from '#app/features/assisting/sent-form.ts';
import { notInReach } from '#app/features/assisting/words.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure, formWords, readForm } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SeatBar } from '#app/ui/seat-bar.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.choice.courseTitle ?? '替人选课'} · ${page?.person.name ?? ''} · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: (page) => {
    const { person } = page as { person: { id: string; name: string } };
    return [
      { label: '联络', href: '/assist' },
      { label: person.name, href: `/assist/people/${person.id}` },
      { label: '选课', href: `/assist/people/${person.id}/sections` },
    ];
  },
};

/** The person and the section, or the 404 that unknown ones and those out of scope share. */
async function found(
  request: Request,
  { db, now }: RequestContext,
  asked: { actor: Actor; personId?: string; sectionId?: string },
) {
  const { actor, personId = '', sectionId = '' } = asked;
  const person = await assistedPerson(db, { actor, personId, now: now() });
  if (!person) throw failure(request, 404, { message: notInReach });
  const choice = await choiceFor(db, { person, sectionId, now: now() });
  if (!choice) throw failure(request, 404, { message: '没有找到这个班。' });
  return { person, choice };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  return found(request, context, { actor, ...params });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const fields = formWords(await readForm(request));
  const { person, choice } = await found(request, context, { actor, ...params });
  const form = sectionDeedForm.safeParse(fields);
  if (!form.success) return data(badForm(fields, form.error), 400);
  const { deed, means, words } = form.data;
  const outcome = await assist(context.db, {
    actor,
    personId: person.id,
    deed:
      deed === 'withdraw'
        ? { kind: 'withdraw', sectionId: choice.id }
        : { kind: 'enrol', sectionId: choice.id, waitlist: deed === 'wait' },
    consent: { means, words },
    now: context.now(),
  });
  if (outcome.outcome === 'not-found') throw failure(request, 404, { message: '没有找到这个班。' });
  if (outcome.outcome === 'refused') return data(refusedForm(fields, outcome.words), 409);
  throw redirect(`/assist/people/${person.id}?done=${outcome.action}`, 303);
}

export default function AssistedSection() {
  const { person, choice } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有办成" />
      <PageTitle eyebrow={`替${person.name}办`} title={choice.courseTitle} />
      <DescriptionList
        facts={[
          ['班', sectionName(choice.title)],
          ['学期', choice.termName],
          ['时间', choice.when],
          choice.teacherName ? ['老师', choice.teacherName] : null,
          ['名额', <SeatBar key="seats" capacity={choice.capacity} taken={choice.taken} />],
        ]}
      />
      <SectionDeed person={person} choice={choice} sent={sent} />
    </>
  );
}
