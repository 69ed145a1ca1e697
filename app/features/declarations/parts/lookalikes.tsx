import type { Lookalike, ReviewDesk } from '#app/features/declarations/desk.server.ts';
import { stateNames } from '#app/features/declarations/states.rules.ts';
import { Notice } from '#app/ui/notice.tsx';

const whyWords: Record<Lookalike['why'], string> = {
  certificate: '编号一样',
  file: '文件一样',
  matter: '同一天的同一件事，而且是同一种',
};

/** Other declarations that may rest on the same evidence: one piece of it pays once. */
export function Lookalikes({ lookalikes }: Pick<ReviewDesk, 'lookalikes'>) {
  if (lookalikes.length === 0) return null;
  return (
    <Notice tone="warn" title="有相似的申报，请先看看是不是同一份依据">
      <ul className="link-list">
        {lookalikes.map(({ id, title, personName, state, why, isHidden }) => (
          <li key={id}>
            {isHidden ? title : <a href={`/admin/declarations/${id}`}>{title}</a>}{' '}
            <span className="quiet">
              {personName}，{stateNames[state]}，{whyWords[why]}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
