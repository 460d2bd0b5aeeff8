/** A time by which every query and mutation has its answer, whole or in part. */
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Caller } from '../caller.ts';

type Gateway = ApolloServerOptionsWithGateway<Caller>['gateway'];

/** What is still under way then is cancelled; what has arrived is answered, with OPERATION_TIMEOUT among the errors. */
export function withDeadline(gateway: Gateway, milliseconds: number): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    async load(options) {
      const { executor } = await gateway.load(options);
      if (!executor) throw new Error('The gateway has loaded without an executor');
      return {
        async executor(request) {
          const caller = request.context as unknown as Caller;
          const ending = new AbortController();
          const end = (): void => ending.abort();
          caller.signal.addEventListener('abort', end, { once: true });
          const deadline = setTimeout(end, milliseconds);
          try {
            const context = { ...caller, signal: ending.signal };
            const result = await executor(Object.create(request, { context: { value: context } }) as typeof request);
            const isLate = ending.signal.aborted && !caller.signal.aborted;
            return isLate ? { ...result, errors: [tooLate(milliseconds), ...(result.errors ?? [])] } : result;
          } finally {
            clearTimeout(deadline);
            caller.signal.removeEventListener('abort', end);
          }
        },
      };
    },
  };
}

function tooLate(milliseconds: number): GraphQLError {
  return new GraphQLError(`The operation did not finish within ${milliseconds / 1000} seconds`, {
    extensions: { code: 'OPERATION_TIMEOUT' },
  });
}
