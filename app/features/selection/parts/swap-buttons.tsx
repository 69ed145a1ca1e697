import { PostButton } from '#app/ui/post-button.tsx';

/** One button for each own section that could be given up for the refused one; both happen together or not at all. */
export function SwapButtons({
  swaps,
  action,
  fields = {},
  verb,
}: {
  swaps: readonly { sectionId: string; title: string }[];
  action: string;
  fields?: Readonly<Record<string, string>>;
  /** What is done instead: 换成这个班. */
  verb: string;
}) {
  return swaps.map(({ sectionId, title }) => (
    <PostButton key={sectionId} action={action} fields={{ ...fields, drop: sectionId }}>
      退掉《{title}》，{verb}
    </PostButton>
  ));
}
