import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';

interface Props {
  address: string;
  told: { done: string | null; n: number; batch: string | null };
}

/** What has just been done, with its undo where there is one. */
export function DoneNotice({ address, told: { done, n, batch } }: Props) {
  const title = titles[done ?? '']?.(n);
  if (!title) return null;
  return (
    <Notice
      tone="success"
      title={title}
      announce
      action={
        done === 'moved' && batch ? (
          <PostButton action={address} fields={{ means: 'undo', batch }}>
            撤销
          </PostButton>
        ) : undefined
      }
    />
  );
}

const titles: Record<string, (n: number) => string> = {
  proposed: (n) => `分好了 ${n} 人，请看一看。确认以前学员看不到。`,
  late: (n) => (n > 0 ? `补进去 ${n} 人，其他人没有动。` : '没有要补的人。'),
  confirmed: (n) => `分班已确认，通知了 ${n} 人。`,
  moved: (n) => `移了 ${n} 人。再分的时候他们留在那里。`,
  undone: (n) => `${n} 人回到原来的组。`,
  cohort: () => '班名和班主任已保存。',
};
