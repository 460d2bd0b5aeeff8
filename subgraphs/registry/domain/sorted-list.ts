/**
 * Sorted lists that are read piece by piece, and what can be made of them. All of one computation are walked in the same
 * direction: in a descending walk, "beyond" means lower.
 */

export interface SortedList {
  /**
   * The next entry: the first at `from` or beyond it, or only beyond it when `strictly`; undefined at the end. Calls never go back.
   */
  seek(from: string | undefined, strictly: boolean): Promise<string | undefined>;
}

/** Up to `limit` entries at `from` or beyond it. */
export type ReadEntries = (from: string | undefined, limit: number) => Promise<readonly string[]>;

/** A list somewhere else, of which `pieceSize` entries are read at a time. */
export function storedList(read: ReadEntries, pieceSize: number, descending: boolean): SortedList {
  let piece: readonly string[] = [];
  let next = 0;
  let endReached = false;
  const isBefore = (entry: string, from: string | undefined, strictly: boolean): boolean =>
    from !== undefined && (entry === from ? strictly : descending ? entry > from : entry < from);
  const passOver = (from: string | undefined, strictly: boolean): string | undefined => {
    while (next < piece.length && isBefore(piece[next] ?? '', from, strictly)) next++;
    return piece[next];
  };
  return {
    async seek(from, strictly) {
      const known = passOver(from, strictly);
      if (known !== undefined || endReached) return known;
      const limit = pieceSize + (strictly ? 1 : 0);
      piece = await read(from, limit);
      next = 0;
      endReached = piece.length < limit;
      return passOver(from, strictly);
    },
  };
}

/** What stands in every one of the lists, of which there is at least one. */
export function intersectionOf(lists: readonly SortedList[], descending: boolean): SortedList {
  if (lists.length === 1 && lists[0]) return lists[0];
  return {
    async seek(from, strictly) {
      let [target, beyond] = [from, strictly];
      while (true) {
        const heads = await Promise.all(lists.map((list) => list.seek(target, beyond)));
        const furthest = heads.reduce((one, other) => further(one, other, descending), heads[0]);
        if (furthest === undefined || heads.every((head) => head === furthest)) return furthest;
        [target, beyond] = [furthest, false];
      }
    },
  };
}

/** What stands in any of the lists, once. */
export function unionOf(lists: readonly SortedList[], descending: boolean): SortedList {
  if (lists.length === 1 && lists[0]) return lists[0];
  return {
    async seek(from, strictly) {
      const heads = await Promise.all(lists.map((list) => list.seek(from, strictly)));
      const found = heads.filter((head) => head !== undefined).sort();
      return descending ? found.at(-1) : found[0];
    },
  };
}

/** The next `count` entries, fewer only at the end. */
export async function take(
  list: SortedList,
  count: number,
  from: string | undefined,
  strictly: boolean,
): Promise<string[]> {
  const taken: string[] = [];
  let [at, beyond] = [from, strictly];
  while (taken.length < count) {
    const entry = await list.seek(at, beyond);
    if (entry === undefined) break;
    taken.push(entry);
    [at, beyond] = [entry, true];
  }
  return taken;
}

/** The end of a list is further than everything. */
function further(one: string | undefined, other: string | undefined, descending: boolean): string | undefined {
  if (one === undefined || other === undefined) return undefined;
  return one > other === descending ? other : one;
}
