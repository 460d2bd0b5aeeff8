/** The shop's supergraph twice, over the same subgraphs: ours, and the stock gateway as the oracle. */
import gatewayPackage, { type GraphQLDataSource } from '@apollo/gateway';
import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, parse, validate } from 'graphql';
import type { SendToSubgraph, SubgraphAnswer } from '../../../router/federation/subgraph.ts';
import { loadSupergraph } from '../../../router/federation/supergraph.ts';

const { ApolloGateway } = gatewayPackage;

export interface SubgraphCall {
  readonly service: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

export interface BothGateways {
  readonly schema: GraphQLSchema;
  /** What ours has sent since the last look. */
  readonly calls: SubgraphCall[];
  ours(document: DocumentNode, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  stock(document: DocumentNode, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

/** `tamper` may change what a subgraph answers, for both alike. */
export async function bothGateways(
  sdl: string,
  schemas: Readonly<Record<string, GraphQLSchema>>,
  tamper: (answer: ExecutionResult, call: SubgraphCall) => ExecutionResult = (answer) => answer,
): Promise<BothGateways> {
  const supergraph = loadSupergraph(sdl);
  const calls: SubgraphCall[] = [];
  const documents = new Map<string, DocumentNode>();
  const answer = async (call: SubgraphCall): Promise<ExecutionResult> => {
    const schema = schemas[call.service];
    if (!schema) throw new Error(`No subgraph ${call.service}`);
    const key = `${call.service} ${call.query}`;
    const document = documents.get(key) ?? parse(call.query);
    if (!documents.has(key)) {
      const [fault] = validate(schema, document);
      if (fault) throw new Error(`${call.service} refuses ${call.query}: ${fault.message}`);
      documents.set(key, document);
    }
    const result = await execute({ schema, document, variableValues: call.variables, contextValue: {} });
    // As it would come over the wire.
    const errors = result.errors?.map(({ message, path, originalError }) => ({
      message,
      path,
      extensions: { code: (originalError as { code?: string } | undefined)?.code ?? 'INTERNAL_SERVER_ERROR' },
    }));
    return tamper(JSON.parse(JSON.stringify({ ...result, ...(errors && { errors }) })), call);
  };

  const send: SendToSubgraph = async (service, { body }) => {
    const { query, variables } = JSON.parse(body);
    calls.push({ service, query, variables });
    return (await answer({ service, query, variables })) as SubgraphAnswer;
  };
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    buildService: ({ name }): GraphQLDataSource => ({
      process: async ({ request }) =>
        (await answer({ service: name, query: request.query ?? '', variables: request.variables ?? {} })) as never,
    }),
  });
  const { executor } = await gateway.load();

  return {
    schema: supergraph.schema,
    calls,
    ours: (document, variables = {}) => supergraph.operation(document)({ variables, send }),
    async stock(document, variables = {}) {
      const request = { variables, query: '' };
      const queryHash = `${Math.random()}`;
      const context = { request, document, queryHash, context: {}, metrics: {}, cache: new Map(), logger: console };
      return (await executor(context as never)) as ExecutionResult;
    },
  };
}
