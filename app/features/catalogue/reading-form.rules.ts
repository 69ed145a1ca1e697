/** A text of a course as its page shows it: the page has the title already, and boxes to tick are for paper. */
export function readingForm(markdown: string): string {
  return markdown.replace(/^\s*# [^\n]*\n/, '').replace(/^(\s*[-*] )\[[ xX]\] /gm, '$1☐ ');
}
