/** Sorted lists read piece by piece, and cursors: compared with plain arrays and sets. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { connectionOf, type Page, type Walk } from '../../subgraphs/registry/domain/page.ts';
import {
  intersectionOf,
  type SortedList,
  storedList,
  take,
  unionOf,
} from '../../subgraphs/registry/domain/sorted-list.ts';

const entry = fc.integer({ min: 0, max: 40 }).map((number) => String(number).padStart(2, '0'));
const entries = fc.uniqueArray(entry).map((found) => found.sort());
const isBeyond = (one: string, from: string, descending: boolean): boolean => (descending ? one < from : one > from);

function listOf(sorted: readonly string[], descending: boolean, pieceSize: number): SortedList {
  const walked = descending ? sorted.toReversed() : sorted;
  const read = async (from: string | undefined, limit: number): Promise<string[]> =>
    walked.filter((one) => from === undefined || one === from || isBeyond(one, from, descending)).slice(0, limit);
  return storedList(read, pieceSize, descending);
}

describe('what several lists make together', () => {
  it('is what sets make, in both directions and from anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(entries, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.option(entry, { nil: undefined }),
        fc.boolean(),
        async (lists, descending, from, strictly) => {
          const walked = (found: string[]): string[] => {
            const sorted = descending ? found.sort().reverse() : found.sort();
            return sorted.filter(
              (one) => from === undefined || isBeyond(one, from, descending) || (one === from && !strictly),
            );
          };
          const opened = () => lists.map(([sorted, pieceSize]) => listOf(sorted, descending, pieceSize));
          const all = [...new Set(lists.flatMap(([sorted]) => sorted))];
          const common = all.filter((one) => lists.every(([sorted]) => sorted.includes(one)));
          const union = unionOf(opened(), descending);
          expect(await take(union, 100, from, strictly)).toEqual(walked(all));
          const intersection = intersectionOf(opened(), descending);
          expect(await take(intersection, 100, from, strictly)).toEqual(walked(common));
        },
      ),
    );
  });

  it('is found without reading what the shortest list skips', async () => {
    const long = Array.from({ length: 50_000 }, (_, index) => String(index).padStart(6, '0'));
    let reads = 0;
    const read = (sorted: readonly string[]) =>
      storedList(
        async (from = '', limit) => {
          reads++;
          const start = sorted.findIndex((one) => one >= from);
          return start < 0 ? [] : sorted.slice(start, start + limit);
        },
        100,
        false,
      );
    const short = ['000001', '025000', '049999'];
    const found = await take(intersectionOf([read(long), read(short)], false), 10, undefined, false);
    expect(found).toEqual(short);
    expect(reads).toBeLessThan(8);
  });
});

describe('a cursor', () => {
  const sorted = ['a', 'b', 'c', 'd', 'e'];
  const walk: Walk<string> = async function* ({ from, strictly, backwards }) {
    for (const node of await take(listOf(sorted, backwards, 2), 9, from, strictly)) yield { node, position: node };
  };
  const ask = (after: string, scope: unknown = ['letters']): Promise<Page<string>> =>
    connectionOf({ first: 2, after }, scope, walk);
  const refused = { code: 'VALIDATION_ERROR', details: [{ path: 'after' }] };

  it('is good as it was given', async () => {
    const { pageInfo, nodes } = await connectionOf({ first: 2 }, ['letters'], walk);
    expect(nodes).toEqual(['a', 'b']);
    expect((await ask(pageInfo.endCursor ?? '')).nodes).toEqual(['c', 'd']);
  });

  it('never verifies once it was altered in any way, nor for another list', async () => {
    const { pageInfo } = await connectionOf({ first: 2 }, ['letters'], walk);
    const cursor = pageInfo.endCursor ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .';
    const altered = fc.oneof(
      fc
        .tuple(fc.nat(cursor.length - 1), fc.constantFrom(...alphabet))
        .map(([at, character]) => cursor.slice(0, at) + character + cursor.slice(at + 1)),
      fc
        .tuple(fc.nat(cursor.length), fc.string({ minLength: 1 }))
        .map(([at, more]) => cursor.slice(0, at) + more + cursor.slice(at)),
      fc.nat(cursor.length - 1).map((length) => cursor.slice(0, length)),
      fc.string(),
      fc.base64String(),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
    );
    await fc.assert(
      fc.asyncProperty(altered, async (after) => {
        fc.pre(after !== cursor);
        await expect(ask(after)).rejects.toMatchObject(refused);
      }),
      { numRuns: 2_000 },
    );
    await expect(ask(cursor, ['numbers'])).rejects.toMatchObject(refused);
  });
});
