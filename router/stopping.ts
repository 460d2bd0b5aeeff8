/** Which streams end by themselves, and what becomes of them when the router stops: those that would go on are completed. */
import { Kind, type OperationDefinitionNode } from 'graphql';
import { DomainError } from '../platform/errors.ts';

/** How long streams of answers may go on. Shorter than what a process has to stop in. */
export const answersMilliseconds = 5_000;

/** Subscriptions that come to an end of their own soon. */
const answers = new Set(['completionStream']);

/** Streams whose subgraph sends no faster than the reader reads: nothing of an answer is left out, and lines of a log are, with their number. */
const paced = new Set([...answers, 'deploymentLogs']);

/** Whether the operation is a stream that goes at its reader's pace. */
export function isPaced(operation: OperationDefinitionNode): boolean {
  return subscribesTo(operation, paced);
}

/** Whether the operation is a stream that only its client, or a stop, ends. */
export function isLasting(operation: OperationDefinitionNode): boolean {
  return operation.operation === 'subscription' && !subscribesTo(operation, answers);
}

function subscribesTo({ operation, selectionSet }: OperationDefinitionNode, names: ReadonlySet<string>): boolean {
  const [field] = selectionSet.selections;
  return operation === 'subscription' && field?.kind === Kind.FIELD && names.has(field.name.value);
}

export function stopping(): DomainError {
  return new DomainError('SUBGRAPH_UNAVAILABLE', 'The router is stopping; connect again');
}
