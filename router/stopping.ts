/** What becomes of the streams of a router that stops: those that would go on are completed, those of answers may finish. */
import { Kind, type OperationDefinitionNode } from 'graphql';
import { DomainError } from '../platform/errors.ts';

/** How long streams of answers may go on. Shorter than what a process has to stop in. */
export const answersMilliseconds = 5_000;

/** Subscriptions that come to an end of their own soon. */
const answers = new Set(['completionStream']);

/** Whether the operation is a stream that only its client, or a stop, ends. */
export function isLasting({ operation, selectionSet }: OperationDefinitionNode): boolean {
  const [field] = selectionSet.selections;
  const isAnswer = field?.kind === Kind.FIELD && answers.has(field.name.value);
  return operation === 'subscription' && !isAnswer;
}

export function stopping(): DomainError {
  return new DomainError('SUBGRAPH_UNAVAILABLE', 'The router is stopping; connect again');
}
