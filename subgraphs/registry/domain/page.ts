/** Pages of lists, and the opaque cursors between them. */
import { createHash } from 'node:crypto';
import { DomainError } from '../../../platform/errors.ts';

export interface Page<Node> {
  readonly nodes: Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface PageRequest {
  /** 1 to 100. */
  readonly first: number;
  readonly after?: string | undefined;
}

export const defaultPageSize = 20;
export const largestPageSize = 100;

/**
 * Cuts `found`, which holds one more than the page when there is more, to the page. `scope` is what the list was asked for: a
 * cursor is good for the same question of the same caller only.
 */
export function pageOf<Node>(
  found: readonly Node[],
  { first }: PageRequest,
  scope: unknown,
  positionOf: (node: Node) => string,
): Page<Node> {
  const nodes = found.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: {
      hasNextPage: found.length > first,
      endCursor: last === undefined ? null : encodeCursor(positionOf(last), scope),
    },
  };
}

/** Where the page before ended. Throws VALIDATION_ERROR when the cursor is garbled, of another list, or names no position. */
export function positionAfter(
  { after }: PageRequest,
  scope: unknown,
  isPosition: (text: string) => boolean = () => true,
): string | undefined {
  if (after === undefined) return undefined;
  const position = decodePosition(after);
  if (position !== undefined && encodeCursor(position, scope) === after && isPosition(position)) return position;
  const message = 'The cursor is not of this list';
  throw new DomainError('VALIDATION_ERROR', message, { details: [{ path: 'after', message }] });
}

function encodeCursor(position: string, scope: unknown): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([scope, position]))
    .digest('base64url')
    .slice(0, 16);
  return Buffer.from(`${digest}${position}`).toString('base64url');
}

function decodePosition(cursor: string): string | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  return text.length > 16 ? text.slice(16) : undefined;
}
