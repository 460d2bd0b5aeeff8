/** Makes the Postman collection of the scenarios' requests. Part of `npm run generate`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type ScenarioStep, scenarios } from './postman-scenarios.ts';

interface DescribedOperation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}
type Paths = Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;

const here = (name: string): URL => new URL(name, import.meta.url);
const { paths } = JSON.parse(readFileSync(here('openapi.json'), 'utf8')) as { paths: Paths };
const operations = new Map(
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [operation.operationId, { path, method, operation }] as const),
  ),
);

/** How long a step that repeats may take. */
const mostAttempts = 150;
const pauseMilliseconds = 200;

function request({ operationId, path: inPath = {}, query = {}, body, key = 'apiKey' }: ScenarioStep): object {
  const described = operations.get(operationId);
  if (!described) throw new Error(`No operation ${operationId} is described`);
  const { path, method, operation } = described;
  for (const name of Object.keys(query)) {
    const isKnown = operation.parameters?.some((parameter) => parameter.in === 'query' && parameter.name === name);
    if (!isKnown) throw new Error(`${operationId} has no query parameter ${name}`);
  }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = inPath[name];
    if (value === undefined) throw new Error(`${operationId} needs ${name}`);
    return value;
  });
  const search = Object.entries(query).map(([name, value]) => ({ key: name, value }));
  const raw = `{{baseUrl}}${filled}${search.length > 0 ? '?' : ''}${search.map((each) => `${each.key}=${each.value}`).join('&')}`;
  return {
    method: method.toUpperCase(),
    header: [
      { key: 'X-API-Key', value: `{{${key}}}` },
      ...(body === undefined ? [] : [{ key: 'Content-Type', value: 'application/json' }]),
    ],
    url: { raw, host: ['{{baseUrl}}'], path: filled.split('/').slice(1), query: search },
    ...(body !== undefined && { body: { mode: 'raw', raw: JSON.stringify(body, null, 2) } }),
  };
}

/** What runs in Postman once the answer is there. */
function testScript({ status, expect, repeat, keep = {} }: ScenarioStep): readonly string[] {
  const wanted = Object.entries(expect).map(([path, value]) => [path, value]);
  return [
    'const body = pm.response.json();',
    `const wanted = JSON.parse(pm.variables.replaceIn(${JSON.stringify(JSON.stringify(wanted))}));`,
    ...(repeat
      ? [
          'const attempts = Number(pm.collectionVariables.get("attempts") ?? 0);',
          `const isSo = pm.response.code === ${status} && wanted.every(([path, value]) => _.isEqual(_.get(body, path), value));`,
          `const again = !isSo && attempts < ${mostAttempts};`,
          'pm.collectionVariables.set("attempts", again ? attempts + 1 : 0);',
          `if (again) { pm.execution.setNextRequest(pm.info.requestId); return setTimeout(() => {}, ${pauseMilliseconds}); }`,
        ]
      : []),
    `pm.test("status ${status}", () => pm.response.to.have.status(${status}));`,
    'for (const [path, value] of wanted) pm.test(path, () => pm.expect(_.get(body, path)).to.eql(value));',
    ...Object.entries(keep).map(
      ([variable, path]) =>
        `pm.collectionVariables.set(${JSON.stringify(variable)}, _.get(body, ${JSON.stringify(path)}));`,
    ),
  ];
}

const collection = {
  info: {
    name: 'Modelgraph',
    description: 'The scenarios S1 to S4 over REST, in order, on a Modelgraph that holds no models yet.',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  variable: [
    { key: 'baseUrl', value: 'http://localhost:4000' },
    { key: 'apiKey', value: 'mg-local-data-science' },
    { key: 'otherTeamKey', value: 'mg-local-growth' },
  ],
  item: scenarios.map(({ name, about, steps }) => ({
    name,
    ...(about && { description: about }),
    item: steps.map((step) => ({
      name: step.name,
      request: request(step),
      event: [{ listen: 'test', script: { type: 'text/javascript', exec: testScript(step) } }],
    })),
  })),
};
writeFileSync(here('modelgraph.postman_collection.json'), `${JSON.stringify(collection, null, 2)}\n`);
