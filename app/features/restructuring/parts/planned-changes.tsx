import { changeKindNames } from '#app/features/organisation/change-kinds.ts';
import type { PlannedChange } from '#app/features/organisation/unit-history.server.ts';
import { formatDate } from '#app/lib/time.ts';

/** Changes ahead; whoever keeps the unit opens one to take it back. */
export function PlannedChanges({
  planned,
  mayTakeBack,
}: {
  planned: readonly PlannedChange[];
  mayTakeBack: boolean;
}) {
  if (planned.length === 0) return null;
  return (
    <section>
      <h2>计划中的变更</h2>
      <ul>
        {planned.map(({ id, kind, day, name, reason }) => {
          const words = `${formatDate(day)} 起${changeKindNames[kind]}“${name}”`;
          return (
            <li key={id}>
              {mayTakeBack ? (
                <a className="link-target" href={`/admin/organisation/changes/${id}`}>
                  {words}
                </a>
              ) : (
                words
              )}
              <span className="quiet">（{reason}）</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
