/** The slides of a Markdown deck: parts between lines of three dashes. */
export function slidesOf(markdown: string): string[] {
  return markdown
    .split(/^\s*---\s*$/m)
    .map((slide) => slide.trim())
    .filter((slide) => slide !== '');
}
