/** Posts as people know them: what a change of the organisation has cut into pieces is one post again, with the first day that it ever had. */

export interface Piece {
  id: string;
  validFrom: string;
  validTo: string | null;
}

/** One post went on as another: made by the change, or one that was there. */
export interface PieceLink {
  oldId: string;
  newId: string;
  isMade: boolean;
}

export interface Whole {
  /** The first days that may be said of it: its own, and those of the pieces that it went on from. */
  starts: readonly string[];
  /** The last day of all of it; null while it lasts. */
  ends: string | null;
  /** By their first days. */
  pieces: readonly Piece[];
  /** Ids of those that a change has made: they end with what they went on from. */
  made: ReadonlySet<string>;
}

/** One that ended before it began was never held. */
const wasHeld = ({ validFrom, validTo }: Piece) => validTo === null || validTo >= validFrom;

/** Joins the posts of one person by what went on as what. Of each piece the whole; none of what was never held. */
export function joined(posts: readonly Piece[], links: readonly PieceLink[]): Map<string, Whole> {
  const groups = new Map(posts.map((post) => [post.id, new Set([post])]));
  for (const { oldId, newId } of links) {
    const [one, other] = [groups.get(oldId), groups.get(newId)];
    if (!one || !other || one === other) continue;
    for (const post of other) {
      one.add(post);
      groups.set(post.id, one);
    }
  }
  const made = new Set(links.filter(({ isMade }) => isMade).map(({ newId }) => newId));
  const wholes = new Map<string, Whole>();
  for (const group of new Set(groups.values())) {
    const pieces = [...group].filter(wasHeld).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    // A post that was there beside it may last longer than the one that began last.
    const lasts = pieces.some(({ validTo }) => validTo === null);
    const ends = lasts
      ? null
      : (pieces
          .map(({ validTo }) => validTo ?? '')
          .sort()
          .at(-1) ?? null);
    const starts = pieces.map(({ validFrom }) => validFrom);
    for (const { id } of pieces) wholes.set(id, { starts, ends, pieces, made });
  }
  return wholes;
}
