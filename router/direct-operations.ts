/** The direct way through the router: the guards, then the gateway, within the deadline. */
import { type DirectOperations, directOperations } from '../platform/direct-operations.ts';
import type { Logger } from '../platform/logging.ts';
import type { ServerMetrics } from '../platform/server-metrics.ts';
import type { ValidateOperation } from '../platform/validated-documents.ts';
import type { Caller } from './caller.ts';
import type { FederatedGateway } from './gateway.ts';
import { untilDeadline } from './guards/deadline.ts';
import type { Guards } from './guards/guards.ts';
import { operationCheck } from './guards/operation-guard.ts';

export function directly(options: {
  readonly gateway: Pick<FederatedGateway, 'run' | 'variableFaults'>;
  readonly guards: Pick<Guards, 'operations' | 'operationMilliseconds'>;
  readonly validate: ValidateOperation;
  readonly metrics: Pick<ServerMetrics, 'operation'>;
  readonly logger: Logger;
  readonly slowMilliseconds?: number | undefined;
}): DirectOperations<Caller> {
  const { gateway, guards, ...rest } = options;
  const check = operationCheck(guards.operations);
  return directOperations<Caller>({
    ...rest,
    mayRun: ({ document, definition }, variables, caller) => {
      check({ document, operation: definition, variables, caller });
      return gateway.variableFaults(definition, variables) === undefined;
    },
    run: (operation, variables, caller) =>
      untilDeadline(caller, guards.operationMilliseconds, () => gateway.run(operation, variables, caller)),
  });
}
