/** A time by which every query and mutation has its answer, whole or in part. */
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Caller } from '../caller.ts';

type Gateway = ApolloServerOptionsWithGateway<Caller>['gateway'];

/** What is still under way then is cancelled; what has arrived is answered, with OPERATION_TIMEOUT among the errors. */
export async function untilDeadline<Result extends { readonly errors?: readonly GraphQLError[] | undefined }>(
  caller: Caller,
  milliseconds: number,
  run: () => Promise<Result>,
): Promise<Result> {
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    caller.cancel?.();
  }, milliseconds);
  try {
    const result = await run();
    return isLate ? { ...result, errors: [tooLate(milliseconds), ...(result.errors ?? [])] } : result;
  } finally {
    clearTimeout(deadline);
  }
}

/** The same gateway, whose operations end by then. */
export function withDeadline(gateway: Gateway, milliseconds: number): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    async load(options) {
      const { executor } = await gateway.load(options);
      if (!executor) throw new Error('The gateway has loaded without an executor');
      return {
        executor: (request) =>
          untilDeadline(request.context as unknown as Caller, milliseconds, async () => executor(request)),
      };
    },
  };
}

function tooLate(milliseconds: number): GraphQLError {
  return new GraphQLError(`The operation did not finish within ${milliseconds / 1000} seconds`, {
    extensions: { code: 'OPERATION_TIMEOUT' },
  });
}
