import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { setMaterial } from '#app/features/making-up/material.server.ts';
import { answersForm, failure, readForm } from '#app/lib/http.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '补课 · 社区学院' }];

/** Nothing stands at this address to be read. */
export function loader({ request, params }: LoaderFunctionArgs) {
  return answersForm(request)
    ? null
    : redirect(`/teach/sections/${encodeURIComponent(params.sectionId ?? '')}?tab=make-up`);
}

const form = z.object({
  meeting: z.string().max(36),
  recording: z.string().max(36).default(''),
  exercise: z.string().max(36).default(''),
});

const refusals = {
  'no-meeting': '没有找到这一次课，可能已经改了课次。请回到补课页重新选。',
  recording: '这一讲不能用来补这一次课：可能刚撤下、换了新版，或者已经给了别的课次。请换一讲。',
  exercise: '这份小测不能用来补这一次课：可能结业要考它，或者已经给了别的课次。请换一份，或者新出一份。',
} as const;

/** Which recording and which quiz stand for a meeting. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const sent = form.safeParse(Object.fromEntries(await readForm(request)));
  if (!sent.success) throw failure(request, 400);
  const { meeting, recording, exercise } = sent.data;
  const outcome = await setMaterial(context.db, {
    actor,
    sectionId,
    meetingId: meeting,
    recordingId: recording || null,
    exerciseId: exercise || null,
    now: context.now(),
  });
  if (outcome.ok) throw redirect(`/teach/sections/${sectionId}?tab=make-up&saved#meeting-${meeting}`, 303);
  if (outcome.reason === 'not-found')
    throw failure(request, 404, { message: '没有找到这个班，或者这个班由别的老师带。' });
  return data({ sectionId, message: refusals[outcome.reason] }, 409);
}

export default function MaterialRefused() {
  const refused = useActionData<typeof action>();
  if (!refused) return null;
  return (
    <>
      <PageTitle title="补课没有配上" lead={refused.message} />
      <div className="actions">
        <ButtonLink href={`/teach/sections/${refused.sectionId}?tab=make-up`}>回到补课</ButtonLink>
      </div>
    </>
  );
}
