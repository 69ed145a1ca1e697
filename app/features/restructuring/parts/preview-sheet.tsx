import { type ChangeKind, changeKindNames } from '#app/features/organisation/change-kinds.ts';
import { formatDate } from '#app/lib/time.ts';
import { type Position, positionNames, type Role, roleNames } from '#app/lib/vocabulary.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';

export interface ShownPreview {
  /** What is confirmed: if it is otherwise by then, it is shown again. */
  seen: string;
  kind: ChangeKind;
  day: string;
  subject: string;
  into: string | null;
  under: string | null;
  units: number;
  /** The first of them. */
  names: string[];
  posts: number;
  byPosition: { position: Position; posts: number }[];
  grants: number;
  byRole: { role: Role; grants: number }[];
  ending: number;
}

/** What would happen, counted, with the button that does it; everything typed goes along. */
export function PreviewSheet({
  preview,
  fields,
  back,
}: {
  preview: ShownPreview;
  fields: Record<string, string>;
  back: string;
}) {
  const { kind, day, subject, into, under, units, names, posts, byPosition, grants, byRole, ending, seen } =
    preview;
  const positions = byPosition.map((one) => `${positionNames[one.position]} ${one.posts}`).join(' · ');
  const roles = byRole.map((one) => `${roleNames[one.role]} ${one.grants}`).join(' · ');
  return (
    <section>
      <h2>请看一遍再确认</h2>
      <DescriptionList
        facts={[
          [
            '做什么',
            kind === 'rename'
              ? `从 ${formatDate(day)} 起把“${subject}”改名为“${fields.name ?? ''}”`
              : `从 ${formatDate(day)} 起${changeKindNames[kind]}“${subject}”`,
          ],
          under !== null && ['放在', under],
          into !== null && ['并入', into],
          ['到前一天为止的组织', `${units} 个：${names.join('、')}${units > names.length ? '等' : ''}`],
          ['跟着走的岗位', posts > 0 ? `${posts} 个（${positions}），任职不中断，全年任务照原来算` : '没有'],
          [
            '跟着走的授权',
            grants > 0
              ? `${grants} 项（${roles}）${kind === 'split' ? '，在每一部分都有' : kind === 'merge' ? '，以后管合并后的全部' : ''}`
              : '没有',
          ],
          ending > 0 && ['到前一天为止的授权', `${ending} 项，请另外授权`],
          ['那一天以前', '组织、岗位和名单都是原来的样子'],
        ]}
      />
      <form className="form mt-6" method="post">
        <input type="hidden" name="what" value="confirm" />
        <input type="hidden" name="seen" value={seen} />
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p className="flex flex-wrap gap-3">
          <Button tone="primary">确认{changeKindNames[kind]}</Button>
          <ButtonLink href={back}>不办了，重新填</ButtonLink>
        </p>
      </form>
    </section>
  );
}
