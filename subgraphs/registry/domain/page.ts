/** Pages of lists, and the opaque cursors between them. */
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../../../platform/errors.ts';

export interface Page<Node> {
  readonly nodes: Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A page of a list that is read forwards only. */
export interface PageRequest {
  /** 1 to 100. */
  readonly first: number;
  readonly after?: string | undefined;
}

/** A page of a list that is read in both directions: the first after a cursor, or the last before one. */
export interface ConnectionRequest {
  /** 1 to 100, as is `last`. */
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly last?: number | undefined;
  readonly before?: string | undefined;
}

/** Entries of a list from a position on, in one direction; the one at the position is among them unless `strictly`. */
export type Walk<Node> = (walk: {
  readonly from: string | undefined;
  readonly strictly: boolean;
  readonly backwards: boolean;
  /** How many will be asked for, at most. */
  readonly wanted: number;
}) => AsyncIterable<{ readonly node: Node; readonly position: string }>;

export const defaultPageSize = 20;
export const largestPageSize = 100;

const macBytes = 16;
/** Good for this process only, unless `signCursorsWith` is told of a secret that all processes share. */
let cursorKey: Uint8Array = randomBytes(32);

/** Makes every process that is told the same secret accept the others' cursors, and no one else's. */
export function signCursorsWith(secret: string): void {
  cursorKey = new Uint8Array(hkdfSync('sha256', secret, '', 'modelgraph cursors', 32));
}

/**
 * Cuts `found`, which holds one more than the page when there is more, to the page. `scope` is what the list was asked for: a
 * cursor is good for the same question of the same caller only.
 */
export function pageOf<Node>(
  found: readonly Node[],
  { first, after }: PageRequest,
  scope: unknown,
  positionOf: (node: Node) => string,
): Page<Node> {
  const nodes = found.slice(0, first);
  const positions = nodes.map(positionOf);
  // What the cursor stands for comes before what follows it.
  const pageInfo = { hasNextPage: found.length > first, hasPreviousPage: after !== undefined };
  return { nodes, pageInfo: { ...pageInfo, ...cursorsOf(positions, scope) } };
}

/** Where the page before ended. Throws VALIDATION_ERROR when the cursor is garbled, of another list, or names no position. */
export function positionAfter(
  { after }: PageRequest,
  scope: unknown,
  isPosition: (text: string) => boolean = () => true,
): string | undefined {
  return positionOfCursor('after', after, scope, isPosition);
}

/** A full page while there is more, whatever the walk has to pass over. Throws VALIDATION_ERROR as `positionAfter` does. */
export async function connectionOf<Node>(
  request: ConnectionRequest,
  scope: unknown,
  walk: Walk<Node>,
  isPosition: (text: string) => boolean = () => true,
): Promise<Page<Node>> {
  const { first, after, last, before } = request;
  const backwards = last !== undefined || before !== undefined;
  if (backwards && (first !== undefined || after !== undefined)) {
    throw invalid(last === undefined ? 'before' : 'last', 'Ask for first and after, or for last and before');
  }
  const size = last ?? first ?? defaultPageSize;
  const cursor = backwards ? before : after;
  const from = positionOfCursor(backwards ? 'before' : 'after', cursor, scope, isPosition);
  const [found, behind] = await Promise.all([
    collect(walk({ from, strictly: true, backwards, wanted: size + 1 }), size + 1),
    from === undefined ? [] : collect(walk({ from, strictly: false, backwards: !backwards, wanted: 1 }), 1),
  ]);
  const entries = found.slice(0, size);
  if (backwards) entries.reverse();
  const [isMoreAhead, isMoreBehind] = [found.length > size, behind.length > 0];
  return {
    nodes: entries.map(({ node }) => node),
    pageInfo: {
      hasNextPage: backwards ? isMoreBehind : isMoreAhead,
      hasPreviousPage: backwards ? isMoreAhead : isMoreBehind,
      ...cursorsOf(
        entries.map(({ position }) => position),
        scope,
      ),
    },
  };
}

async function collect<Entry>(entries: AsyncIterable<Entry>, count: number): Promise<Entry[]> {
  const collected: Entry[] = [];
  for await (const entry of entries) {
    collected.push(entry);
    if (collected.length === count) break;
  }
  return collected;
}

function cursorsOf(positions: readonly string[], scope: unknown) {
  const [first, last] = [positions[0], positions.at(-1)];
  return {
    startCursor: first === undefined ? null : encodeCursor(first, scope),
    endCursor: last === undefined ? null : encodeCursor(last, scope),
  };
}

function positionOfCursor(
  path: 'after' | 'before',
  cursor: string | undefined,
  scope: unknown,
  isPosition: (text: string) => boolean,
): string | undefined {
  if (cursor === undefined) return undefined;
  const bytes = Buffer.from(cursor, 'base64url');
  const position = bytes.subarray(macBytes).toString('utf8');
  const isOurs =
    bytes.length > macBytes &&
    timingSafeEqual(bytes.subarray(0, macBytes), macOf(position, scope)) &&
    // Base64 has several spellings of the same bytes: only ours is good.
    encodeCursor(position, scope) === cursor;
  if (isOurs && isPosition(position)) return position;
  throw invalid(path, 'The cursor is not of this list');
}

function encodeCursor(position: string, scope: unknown): string {
  return Buffer.concat([macOf(position, scope), Buffer.from(position)]).toString('base64url');
}

function macOf(position: string, scope: unknown): Buffer {
  const mac = createHmac('sha256', cursorKey).update(JSON.stringify([scope, position]));
  return mac.digest().subarray(0, macBytes);
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('VALIDATION_ERROR', message, { details: [{ path, message }] });
}
