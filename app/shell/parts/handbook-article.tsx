import type { HandbookPage } from '#app/shell/handbook.server.ts';
import { PageTitle } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';

export function HandbookArticle({ page }: { page: Pick<HandbookPage, 'title' | 'summary' | 'html'> }) {
  return (
    <>
      <PageTitle title={page.title} lead={page.summary} />
      <RichText html={page.html} />
    </>
  );
}
