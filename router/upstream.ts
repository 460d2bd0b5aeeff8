/** The events of one subscription's subgraph. A stream that lasts goes on where it broke off, when its subgraph is back. */
import type { FetchNode } from '@apollo/query-planner';
import type { FormattedExecutionResult } from 'graphql';
import type { Identity } from '../platform/access.ts';
import { type GraphqlWsSubgraph, SubgraphRefusal } from './graphql-ws-subgraph.ts';
import type { LastingStream, Position } from './lasting-fields.ts';

export interface UpstreamSink {
  /** `taken` is to be called once the reader has the event, where the stream goes at its reader's pace. */
  next(event: FormattedExecutionResult, taken?: () => void): void;
  fail(error: Error): void;
  end(): void;
}

/** How long a subgraph may be away before the streams from it end. */
const awayMilliseconds = 60_000;
const retryMilliseconds = 250;
/** The positions a subgraph takes; of a stream about more things only the newest are gone on with. */
const mostPositions = 100;

/** Where events come from, and how they are asked for. */
export interface UpstreamSource {
  readonly subgraph: GraphqlWsSubgraph;
  readonly primary: FetchNode;
  readonly lasting: LastingStream | undefined;
}

export interface Upstream {
  /** Goes on from another source, where the stream was. Only a stream that lasts does. */
  moveTo(source: UpstreamSource): void;
  leave(): void;
}

/** Subscribes in the name of `identity`, as it is then. */
export function openUpstream(options: {
  readonly source: UpstreamSource;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether the subgraph is to send no faster than the reader reads. */
  readonly isPaced: boolean;
  readonly identity: () => Identity;
  readonly sink: UpstreamSink;
}): Upstream {
  const { isPaced, identity, sink } = options;
  let { source } = options;
  const positions = new Map<string, Position>();
  let leaveSubgraph = (): void => undefined;
  let retry: NodeJS.Timeout | undefined;
  let awaySince: number | undefined;
  let left = false;

  /** Notes how far the stream has come; false for an event that has come before. */
  const isNews = ({ data }: FormattedExecutionResult): boolean => {
    const position = data ? source.lasting?.positionOf(data) : undefined;
    if (!position) return true;
    const last = positions.get(position.deploymentId);
    if (last && last.sequence >= position.sequence) return false;
    positions.delete(position.deploymentId);
    positions.set(position.deploymentId, position);
    if (positions.size > mostPositions) positions.delete(positions.keys().next().value ?? '');
    return true;
  };
  const operation = () => {
    const { primary, lasting } = source;
    const { operationName } = primary;
    const variables = usedVariables(primary, options.variables);
    if (!lasting) return { query: primary.operation, operationName, variables, isPaced };
    if (positions.size === 0) return { query: lasting.operation, operationName, variables };
    const after = lasting.variablesAfter(variables, [...positions.values()]);
    return { query: lasting.resumption, operationName, variables: after };
  };
  const open = (): void => {
    if (left) return;
    leaveSubgraph = source.subgraph.subscribe(operation(), identity(), {
      next(event, taken) {
        awaySince = undefined;
        if (isNews(event)) sink.next(event, taken);
      },
      fail(error) {
        awaySince ??= Date.now();
        const isOver = !source.lasting || error instanceof SubgraphRefusal || Date.now() - awaySince > awayMilliseconds;
        if (isOver) sink.fail(error);
        else retry = setTimeout(open, retryMilliseconds);
      },
      end: sink.end,
    });
  };

  const pause = (): void => {
    clearTimeout(retry);
    leaveSubgraph();
  };

  open();
  return {
    moveTo(next) {
      pause();
      source = next;
      open();
    },
    leave() {
      left = true;
      pause();
    },
  };
}

function usedVariables({ variableUsages = [] }: FetchNode, variables: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    variableUsages.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
}
