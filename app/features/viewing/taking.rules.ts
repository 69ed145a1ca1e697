import { addSpans, coveredMs, mediaMs, mergeSpans, type Span } from './viewing.rules.ts';

/** Spans in the order of watching, parted in two: what is taken, and what comes after it. */
export interface Parted {
  taken: Span[];
  left: Span[];
}

/** Parts spans where so much has been played, watched before or not. */
export function playedUpTo(spans: readonly Span[], mostMs: number): Parted {
  return parted(spans, ([from], taken) => from + Math.max(0, mostMs - mediaMs(taken)));
}

/** Parts spans where so much is covered, together with what was covered before. */
export function coveredUpTo(known: readonly Span[], spans: readonly Span[], mostMs: number): Parted {
  return parted(spans, (span, taken) => {
    const covered = mergeSpans([...known, ...taken]);
    return endOfNew(span, covered, Math.max(0, mostMs - coveredMs(covered)));
  });
}

/** `mayReach` tells how far a span may be taken, given what is taken already. */
function parted(spans: readonly Span[], mayReach: (span: Span, taken: readonly Span[]) => number): Parted {
  const taken: Span[] = [];
  for (const [index, span] of spans.entries()) {
    const [from, to] = span;
    const reach = mayReach(span, taken);
    if (reach >= to) {
      taken.push(span);
      continue;
    }
    if (reach > from) taken.push([from, reach]);
    return { taken, left: [[Math.max(from, reach), to], ...spans.slice(index + 1)] };
  }
  return { taken, left: [] };
}

/** Where in a span so much that is not covered yet has been passed; its end when there is less. */
function endOfNew([from, to]: Span, covered: readonly Span[], roomMs: number): number {
  let [at, room] = [from, roomMs];
  for (const [start, end] of covered) {
    if (end <= at) continue;
    if (start >= to) break;
    const fresh = Math.max(0, start - at);
    if (fresh > room) return at + room;
    room -= fresh;
    at = end;
  }
  return Math.min(to, Math.max(at, from) + room);
}

/** What is covered in all, in milliseconds, once spans are added. */
export function coveredWith(known: readonly Span[], spans: readonly Span[]): number {
  return coveredMs(addSpans(known, spans));
}
