import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { roundStates } from '#app/features/rounds/parts/round-states.ts';
import { rounds } from '#app/features/rounds/reading.server.ts';
import { roundStateOf } from '#app/features/rounds/steps.rules.ts';
import { formatMoment } from '#app/lib/time.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

/** The rounds, those of the newest term first. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const now = context.now();
  return tableFile({
    name: '预选',
    columns: [
      { title: '预选', width: 40, value: ({ termName, name }) => `${termName} ${name}` },
      { title: '报名从', width: 24, value: ({ opensAt }) => (opensAt ? formatMoment(opensAt) : '没有定') },
      { title: '报名到', width: 24, value: ({ closesAt }) => (closesAt ? formatMoment(closesAt) : '没有定') },
      { title: '进行到', width: 16, value: (one) => roundStates[roundStateOf(one.steps, one, now)].word },
    ],
    rows: await rounds(context.db),
  });
}
