import { type UnitKind, unitKindNames } from '../kinds.ts';

/** What the page sends of each node. */
export interface ShownBranch {
  id: string;
  name: string;
  kind: UnitKind;
  unitsBelow: number;
  posts: number;
  branches: ShownBranch[];
}

/** A tree as nested lists: native folds, so that it opens without JavaScript and reads aloud in order. An only child is open. */
export function BranchList({ branches, open = false }: { branches: readonly ShownBranch[]; open?: boolean }) {
  return (
    <ul className="border-l border-line pl-4">
      {branches.map((branch) => (
        <li key={branch.id} className="relative py-1">
          {branch.branches.length > 0 ? (
            <details open={open}>
              <summary className="pr-24">
                <Label branch={branch} />
              </summary>
              <BranchList branches={branch.branches} open={branch.branches.length === 1} />
            </details>
          ) : (
            <span className="branch-leaf pr-24">
              <Label branch={branch} />
            </span>
          )}
          <Links branch={branch} />
        </li>
      ))}
    </ul>
  );
}

function Label({ branch: { name, kind, unitsBelow, posts } }: { branch: ShownBranch }) {
  const counts = [unitsBelow > 0 && `下级 ${unitsBelow} 个`, posts > 0 && `岗位 ${posts} 个`].filter(Boolean);
  return (
    <>
      <strong>{name}</strong>{' '}
      <span className="quiet figures">{[unitKindNames[kind], ...counts].join(' · ')}</span>
    </>
  );
}

function Links({ branch: { id, name, unitsBelow, posts, branches } }: { branch: ShownBranch }) {
  return (
    <span className="absolute top-1 right-0 inline-flex flex-wrap justify-end gap-3">
      {unitsBelow > 0 && branches.length === 0 ? (
        <a className="link-target" href={`/admin/organisation?unit=${id}`}>
          看下级<span className="sr-only">：{name}</span>
        </a>
      ) : null}
      {posts > 0 ? (
        <a className="link-target" href={`/admin/people?unit=${id}`}>
          看人员<span className="sr-only">：{name}</span>
        </a>
      ) : null}
    </span>
  );
}
