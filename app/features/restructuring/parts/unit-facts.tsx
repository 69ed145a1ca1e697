import { changeKindNames } from '#app/features/organisation/change-kinds.ts';
import { type Tree, treeNames, type UnitKind, unitKindNames } from '#app/features/organisation/kinds.ts';
import type { UnitChange } from '#app/features/organisation/unit-history.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';

interface Sheet {
  unit: { id: string; name: string; kind: UnitKind; tree: Tree; validFrom: string; validTo: string | null };
  /** Null: more than are counted. */
  below: number | null;
  links: { id: string; name: string; kind: UnitKind }[];
  posts: { position: Position; posts: number }[];
  on: string | null;
  day: string;
}

/** What a unit is on the day that is looked at. */
export function UnitFacts({ sheet: { unit, below, links, posts, on, day } }: { sheet: Sheet }) {
  const and = on ? `&on=${on}` : '';
  const counted = posts.map((one) => `${positionNames[one.position]} ${one.posts}`).join(' · ');
  return (
    <DescriptionList
      facts={[
        ['种类', `${treeNames[unit.tree]} · ${unitKindNames[unit.kind]}`],
        [
          '在的日子',
          unit.validTo !== null && unit.validTo < unit.validFrom
            ? '计划过，又撤回了'
            : `从 ${formatDate(unit.validFrom)} ${unit.validTo ? `到 ${formatDate(unit.validTo)}` : '起'}`,
        ],
        [
          '下级',
          below === 0 ? (
            '没有'
          ) : (
            <a key="below" className="link-target" href={`/admin/organisation?unit=${unit.id}${and}`}>
              {below === null ? '3000 个以上，看下级' : `一共 ${below} 个，看下级`}
            </a>
          ),
        ],
        ['岗位', `${formatDate(day)} ${below === null ? '本级' : '本级和下级'}：${counted || '没有'}`],
        links.length > 0 && [
          unit.tree === 'party' ? '所在地域' : '这里的党组织',
          <ul key="links">
            {links.map(({ id, name, kind }) => (
              <li key={id}>
                <a className="link-target" href={`/admin/organisation/units/${id}${on ? `?on=${on}` : ''}`}>
                  {name}
                </a>{' '}
                <span className="quiet">{unitKindNames[kind]}</span>
              </li>
            ))}
          </ul>,
        ],
        posts.length > 0 && [
          '人员',
          <a key="people" className="link-target" href={`/admin/people?unit=${unit.id}`}>
            看今天在任的人
          </a>,
        ],
      ]}
    />
  );
}

/** What it came from, and what took its place. */
export function UnitHistory({
  history: { before, after },
}: {
  history: { before: UnitChange[]; after: UnitChange[] };
}) {
  if (before.length + after.length === 0) return null;
  return (
    <section>
      <h2>来历和去向</h2>
      <ul>
        {before.map((change) => (
          <ChangeLine key={`${change.changeId}${change.unit?.id}`} change={change} way="来自" />
        ))}
        {after.map((change) => (
          <ChangeLine key={`${change.changeId}${change.unit?.id}`} change={change} way="成为" />
        ))}
      </ul>
    </section>
  );
}

function ChangeLine({ change: { kind, day, reason, by, unit }, way }: { change: UnitChange; way: string }) {
  return (
    <li>
      {formatDate(day)} 起{changeKindNames[kind]}
      {unit ? (
        <>
          ，{way}{' '}
          <a className="link-target" href={`/admin/organisation/units/${unit.id}`}>
            {unit.name}
          </a>
        </>
      ) : null}
      <span className="quiet">
        （{reason}
        {by ? `，${by}办` : ''}）
      </span>
    </li>
  );
}
