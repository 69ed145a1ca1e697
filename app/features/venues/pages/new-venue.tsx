import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { readFields } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { VenueFields } from '../parts/venue-fields.tsx';
import { owningCommunities } from '../reading.server.ts';
import { venueForm, venueOfForm } from '../venue.schema.ts';
import { venueProblems } from '../venue-problems.ts';
import { addVenue } from '../venues.server.ts';

export const meta: MetaFunction = () => [{ title: '登记一个阵地 · 社区学院' }];

export const handle = { breadcrumb: adminCrumbs('venues') };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  return { communities: await owningCommunities(context.db, dayOf(context.now())) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const fields = await readFields(request);
  const form = venueForm.safeParse(fields);
  if (!form.success) return data<FormAnswer>({ fields, errors: formErrors(form.error) }, 400);
  const added = await addVenue(context.db, { venue: venueOfForm(form.data), actor, now: context.now() });
  if (added.ok) throw redirect(`/admin/venues/${added.venueId}?done=added`, 303);
  return data<FormAnswer>({ fields, errors: venueProblems(added) }, 409);
}

const usualDay = '8:30–17:30';

export default function NewVenue() {
  const { communities } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const usual = Object.fromEntries([1, 2, 3, 4, 5].map((weekday) => [`day${weekday}`, usualDay]));
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} />
      <PageTitle title="登记一个阵地" lead="登记以后，排课和订活动就能选它。" />
      <form className="form form-pairs" method="post">
        <VenueFields field={fieldOf(sent, usual)} communities={communities} />
        <div className="actions">
          <Button type="submit" tone="primary">
            登记这个阵地
          </Button>
        </div>
      </form>
    </>
  );
}
