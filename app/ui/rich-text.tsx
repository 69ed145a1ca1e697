/** Text that was written as Markdown and made into HTML on the server. The caller has cleaned it. */
export function RichText({ html }: { html: string }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the room that renders Markdown
    <div className="prose-zh" dangerouslySetInnerHTML={{ __html: html }} />
  );
}
