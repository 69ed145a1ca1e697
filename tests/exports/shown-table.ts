/** The tables of a page as somebody reads them. */

interface Cell {
  label: string;
  text: string;
}

export interface ShownRow {
  /** What names the row. */
  head: Cell;
  cells: Cell[];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", nbsp: ' ' };

const textOf = (html: string) =>
  html
    .replace(/<span class="sr-only">.*?<\/span>/gs, '')
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole)
    .trim();

export function tablesOf(html: string): { rows: ShownRow[] }[] {
  return [...html.matchAll(/<table.*?<\/table>/gs)].map(([table]) => ({
    rows: [...table.matchAll(/<tr.*?<\/tr>/gs)].flatMap(([row]) => {
      const cells = [...row.matchAll(/<(th|td)[^>]*data-label="([^"]*)"[^>]*>(.*?)<\/\1>/gs)].map(
        ([, kind = '', label = '', inner = '']) => ({ kind, label: textOf(label), text: textOf(inner) }),
      );
      const head = cells.find(({ kind }) => kind === 'th');
      return head ? [{ head, cells }] : [];
    }),
  }));
}
