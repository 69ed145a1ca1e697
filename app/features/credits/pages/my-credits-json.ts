import type { LoaderFunctionArgs } from '@remix-run/node';
import { myCredits } from '#app/features/credits/my-credits.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { jsonAnswer } from '#app/lib/http.server.ts';

/** `GET /me/credits` for programs: balances in hundredths by category, and the entries. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { year, entries, balance, inHand } = await myCredits(context.db, {
    personId: actor.personId ?? '',
    year: new URL(request.url).searchParams.get('year'),
    now: context.now(),
  });
  const balances: Record<string, number> = {};
  for (const { category, amount } of entries) balances[category] = (balances[category] ?? 0) + amount;
  return jsonAnswer({
    year,
    balance,
    balances,
    schemes: inHand.standing.standings.map(({ position, required, counted, missing, status }) => ({
      position,
      required,
      counted,
      missing,
      status,
    })),
    entries: entries.map((entry) => ({
      id: entry.id,
      kind: entry.kind,
      category: entry.category,
      amount: entry.amount,
      elective: entry.elective,
      school: entry.school,
      title: entry.title,
      occurredOn: entry.occurredOn,
      postedAt: entry.postedAt,
      reverses: entry.reversesId,
      reversedBy: entry.reversedById,
      rules: entry.ruleVersion,
      computation: entry.computation.words ?? null,
    })),
  });
}
