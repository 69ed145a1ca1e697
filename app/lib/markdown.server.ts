import { Marked, type Tokens } from 'marked';

/**
 * Markdown to HTML for texts that people of the college write. Raw HTML in it is shown as text, images are left out, and
 * links lead only to this site or over https: what is typed into a form never becomes a script on somebody's screen.
 */
export function renderMarkdown(markdown: string): string {
  return reader.parse(markdown, { async: false });
}

const safeHref = /^(https:\/\/|\/(?![/\\])|#)/;

const reader = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    image: ({ text }: Tokens.Image) => escapeHtml(text),
    link({ href, tokens }: Tokens.Link) {
      const words = this.parser.parseInline(tokens);
      return safeHref.test(href) ? `<a href="${escapeHtml(href)}">${words}</a>` : words;
    },
    table({ header, rows }: Tokens.Table) {
      const cells = (row: Tokens.TableCell[], tag: 'th' | 'td') =>
        row
          .map(
            ({ tokens }) =>
              `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${this.parser.parseInline(tokens)}</${tag}>`,
          )
          .join('');
      const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('');
      // The box scrolls sideways by itself, so that a wide plan never widens a phone's page.
      return `<div class="table-scroll" role="region" aria-label="表格" tabindex="0"><table><thead><tr>${cells(header, 'th')}</tr></thead><tbody>${body}</tbody></table></div>`;
    },
  },
});

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
