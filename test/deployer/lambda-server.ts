/**
 * AWS Lambda's REST API as far as the deployer uses it, with the shapes, states and errors of the real one
 * (https://docs.aws.amazon.com/lambda/latest/api/): changes take a moment, during which others are refused. Behind its function URLs
 * are models by the Open Inference Protocol.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Alias, type Failure, type LambdaFunction, Refusal, type Version } from './lambda-records.ts';

/** So many answers say that a change is in progress before it is done. */
const slowness = 1;
const region = 'us-east-1';
const account = '000000000000';

export type LambdaServer = Awaited<ReturnType<typeof startLambdaServer>>;

export async function startLambdaServer() {
  const functions = new Map<string, LambdaFunction>();
  const requests: string[] = [];
  const failures: Failure[] = [];
  /** Function URLs that answer with 502, as those of a function that fails do. */
  const broken = new Set<string>();
  /** By the value of MODEL_URI: how a function with it ends up. */
  const badStates = new Map<string, { code: string; message: string }>();
  let origin = '';

  const find = (name: string): LambdaFunction => {
    const found = functions.get(name);
    if (found) return found;
    throw new Refusal(404, 'ResourceNotFoundException', `Function not found: ${arnOf(name)}`);
  };
  const findAlias = (name: string, alias: string): Alias => {
    const found = find(name).aliases.get(alias);
    if (found) return found;
    throw new Refusal(404, 'ResourceNotFoundException', `Cannot find alias arn: ${arnOf(name)}:${alias}`);
  };
  const requireSettled = ({ latest }: LambdaFunction, name: string): void => {
    if (latest.state !== 'Pending' && latest.updating === 0) return;
    const message = `The operation cannot be performed at this time. An update is in progress for resource: ${arnOf(name)}`;
    throw new Refusal(409, 'ResourceConflictException', message);
  };
  const requireRevision = (expected: unknown, actual: string): void => {
    if (expected === undefined || expected === actual) return;
    const message = 'The Revision Id provided does not match the latest Revision Id. Call the GetFunction API.';
    throw new Refusal(412, 'PreconditionFailedException', message);
  };
  const versionOf = (settings: Record<string, unknown>): Version => {
    const { Variables = {} } = (settings.Environment ?? {}) as { Variables?: Record<string, string> };
    return { environment: Variables, settings, state: 'Pending', updating: slowness, revision: randomUUID() };
  };
  /** What is in progress gets a step further each time someone looks. */
  const advance = (version: Version): void => {
    if (version.updating > 0) version.updating -= 1;
    if (version.updating > 0) return;
    version.reason = badStates.get(version.environment.MODEL_URI ?? '');
    if (version.state === 'Pending') version.state = version.reason ? 'Failed' : 'Active';
  };
  const configuration = (name: string, version: Version, number: string) => ({
    FunctionName: name,
    FunctionArn: `${arnOf(name)}:${number}`,
    Version: number,
    PackageType: 'Image',
    Environment: { Variables: version.environment },
    RevisionId: version.revision,
    State: version.state,
    LastUpdateStatus: version.updating > 0 ? 'InProgress' : version.reason ? 'Failed' : 'Successful',
    ...(version.reason && {
      StateReason: version.reason.message,
      StateReasonCode: version.reason.code,
      LastUpdateStatusReason: version.reason.message,
      LastUpdateStatusReasonCode: version.reason.code,
    }),
  });
  const aliasAnswer = (name: string, alias: string) => {
    const { version, weights, revision } = findAlias(name, alias);
    return {
      AliasArn: `${arnOf(name)}:${alias}`,
      Name: alias,
      FunctionVersion: version,
      RevisionId: revision,
      ...(Object.keys(weights).length > 0 && { RoutingConfig: { AdditionalVersionWeights: weights } }),
    };
  };
  const urlAnswer = (name: string, alias: string) => {
    const { url } = findAlias(name, alias);
    if (url === undefined)
      throw new Refusal(404, 'ResourceNotFoundException', 'The resource you requested does not exist.');
    return {
      FunctionUrl: url,
      FunctionArn: `${arnOf(name)}:${alias}`,
      AuthType: 'AWS_IAM',
      CreationTime: '2026-01-01T00:00:00Z',
    };
  };

  // biome-ignore lint/suspicious/noExplicitAny: bodies are AWS's, read field by field
  type Handler = (name: string, query: URLSearchParams, body: any, last: string) => unknown;
  const handlers: Readonly<Record<string, Handler>> = {
    'GET /functions': () => ({
      Functions: [...functions].map(([name, { latest }]) => configuration(name, latest, '$LATEST')),
    }),
    'POST /functions': (_name, _query, body) => {
      if (functions.has(body.FunctionName))
        throw new Refusal(409, 'ResourceConflictException', 'Function already exist');
      const made = { latest: versionOf(body), versions: new Map(), aliases: new Map(), published: 0 };
      functions.set(body.FunctionName, made);
      return configuration(body.FunctionName, made.latest, '$LATEST');
    },
    'GET /configuration': (name, query) => {
      const number = query.get('Qualifier') ?? '$LATEST';
      const version = number === '$LATEST' ? find(name).latest : find(name).versions.get(number);
      if (!version) throw new Refusal(404, 'ResourceNotFoundException', `Function not found: ${arnOf(name)}:${number}`);
      advance(version);
      return configuration(name, version, number);
    },
    'PUT /configuration': (name, _query, body) => {
      requireSettled(find(name), name);
      const changed = versionOf(body);
      Object.assign(find(name).latest, changed, { state: 'Active' });
      return configuration(name, find(name).latest, '$LATEST');
    },
    'PUT /code': (name) => {
      requireSettled(find(name), name);
      Object.assign(find(name).latest, { updating: slowness, revision: randomUUID() });
      return configuration(name, find(name).latest, '$LATEST');
    },
    'POST /versions': (name, _query, body) => {
      const found = find(name);
      requireSettled(found, name);
      requireRevision(body.RevisionId, found.latest.revision);
      found.published += 1;
      const number = String(found.published);
      found.versions.set(number, { ...versionOf(found.latest.settings), environment: { ...found.latest.environment } });
      return configuration(name, found.versions.get(number) as Version, number);
    },
    'GET /aliases': (name) => ({ Aliases: [...find(name).aliases.keys()].map((alias) => aliasAnswer(name, alias)) }),
    'POST /aliases': (name, _query, body) => {
      const { aliases } = find(name);
      if (aliases.has(body.Name))
        throw new Refusal(409, 'ResourceConflictException', `Alias already exists: ${body.Name}`);
      aliases.set(body.Name, { version: body.FunctionVersion, weights: {}, revision: randomUUID() });
      return aliasAnswer(name, body.Name);
    },
    'GET /aliases/*': (name, _query, _body, alias) => aliasAnswer(name, alias),
    'PUT /aliases/*': (name, _query, body, alias) => {
      const found = findAlias(name, alias);
      requireRevision(body.RevisionId, found.revision);
      found.version = body.FunctionVersion;
      found.weights = body.RoutingConfig?.AdditionalVersionWeights ?? found.weights;
      found.revision = randomUUID();
      return aliasAnswer(name, alias);
    },
    'DELETE /aliases/*': (name, _query, _body, alias) => {
      find(name).aliases.delete(alias);
      return undefined;
    },
    'GET /url': (name, query) => urlAnswer(name, query.get('Qualifier') ?? ''),
    'GET /urls': (name) => {
      const withUrl = [...find(name).aliases].filter(([, { url }]) => url !== undefined);
      return { FunctionUrlConfigs: withUrl.map(([alias]) => urlAnswer(name, alias)) };
    },
    'POST /url': (name, query) => {
      const alias = query.get('Qualifier') ?? '';
      findAlias(name, alias).url = `${origin}/url/${name}/${alias}/`;
      return urlAnswer(name, alias);
    },
    'DELETE /url': (name, query) => {
      const alias = query.get('Qualifier') ?? '';
      urlAnswer(name, alias);
      findAlias(name, alias).url = undefined;
      return undefined;
    },
    'PUT /provisioned-concurrency': (name, query, body) => {
      const found = findAlias(name, query.get('Qualifier') ?? '');
      if (body.ProvisionedConcurrentExecutions > 100) {
        const message =
          "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [10].";
        throw new Refusal(400, 'InvalidParameterValueException', message);
      }
      found.provisioned = { wanted: body.ProvisionedConcurrentExecutions, asked: 0 };
      return { RequestedProvisionedConcurrentExecutions: found.provisioned.wanted, Status: 'IN_PROGRESS' };
    },
    'GET /provisioned-concurrency': (name, query) => {
      const { provisioned } = findAlias(name, query.get('Qualifier') ?? '');
      if (!provisioned)
        throw new Refusal(
          404,
          'ProvisionedConcurrencyConfigNotFoundException',
          'No Provisioned Concurrency Config found for this function',
        );
      provisioned.asked += 1;
      return {
        RequestedProvisionedConcurrentExecutions: provisioned.wanted,
        Status: provisioned.asked > slowness ? 'READY' : 'IN_PROGRESS',
      };
    },
    'DELETE /provisioned-concurrency': (name, query) => {
      const found = findAlias(name, query.get('Qualifier') ?? '');
      if (!found.provisioned)
        throw new Refusal(
          404,
          'ProvisionedConcurrencyConfigNotFoundException',
          'No Provisioned Concurrency Config found for this function',
        );
      found.provisioned = undefined;
      return undefined;
    },
    'DELETE /functions/*': (name, query) => {
      const found = find(name);
      const number = query.get('Qualifier');
      if (number === null) functions.delete(name);
      else {
        const isNamed = [...found.aliases.values()].some(
          ({ version, weights }) => version === number || number in weights,
        );
        if (isNamed)
          throw new Refusal(
            409,
            'ResourceConflictException',
            'Version is referenced by an alias and cannot be deleted.',
          );
        found.versions.delete(number);
      }
      return undefined;
    },
  };

  const perform = async (request: IncomingMessage): Promise<unknown> => {
    const url = new URL(String(request.url), origin);
    // /2015-03-31/functions/{name}/{part}/{last}; AWS dates each part
    const [, , , name = '', part, last = ''] = url.pathname.split('/').map(decodeURIComponent);
    const path =
      part === undefined ? (name === '' ? '/functions' : '/functions/*') : last === '' ? `/${part}` : `/${part}/*`;
    const operation = `${request.method} ${path}`;
    requests.push(operation);
    const failure = failures.find(({ at, times }) => at === operation && times > 0);
    if (failure) {
      failure.times -= 1;
      throw new Refusal(failure.status, failure.type, failure.message);
    }
    const handler = handlers[operation];
    if (!handler) throw new Refusal(404, 'UnknownOperationException', operation);
    const body = await text(request);
    return handler(name, url.searchParams, body === '' ? {} : JSON.parse(body), last);
  };

  const model = (path: string): { status: number; body: unknown } => {
    const [, , name = '', alias = '', ...rest] = path.split('/');
    const isThere = functions.get(name)?.aliases.get(alias)?.url !== undefined;
    if (!isThere) return { status: 403, body: { Message: 'Forbidden' } };
    if (broken.has(alias)) return { status: 502, body: 'Internal Server Error' };
    const tensor = { name: 'x', datatype: 'FP32', shape: [1] };
    if (rest.at(-1) === 'infer') return { status: 200, body: { outputs: [{ ...tensor, data: [0] }] } };
    return { status: 200, body: { inputs: [tensor], outputs: [tensor] } };
  };

  const server = createServer(async (request, response) => {
    const send = (status: number, body: unknown, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers })
        .end(body === undefined ? '' : JSON.stringify(body));
    if (request.url?.startsWith('/url/')) {
      const { status, body } = model(request.url);
      return send(status, body);
    }
    try {
      const answer = await perform(request);
      send(answer === undefined ? 204 : 200, answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, type, message } = error;
      send(status, { Type: status < 500 ? 'User' : 'Service', message }, { 'x-amzn-errortype': type });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    region,
    functions,
    requests,
    broken,
    badStates,
    /** The next answers at an operation are this error. */
    failNext: (failure: Failure) => void failures.push(failure),
    /** Ends the failures that have not been met. */
    recover() {
      failures.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function arnOf(name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}
