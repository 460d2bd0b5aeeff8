import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  coerceInputValue,
  Kind,
  type OperationDefinitionNode,
  parse,
  typeFromAST,
  validate,
} from 'graphql';
import { sampleDocument, sampleVariables } from '../../router/landing-page.ts';
import { goodKey, TestSupergraph } from './start-supergraph.ts';

let embedded: TestSupergraph;
let keyless: TestSupergraph;
let production: TestSupergraph;
beforeAll(async () => {
  embedded = await TestSupergraph.start({ sandbox: { apiKey: goodKey } });
  keyless = await TestSupergraph.start({ sandbox: {} });
  production = await TestSupergraph.start();
});
afterAll(() => Promise.all([embedded.stop(), keyless.stop(), production.stop()]));

const visit = (supergraph: TestSupergraph, path = '/graphql') =>
  fetch(new URL(path, supergraph.url), { headers: { accept: 'text/html,*/*' } });
const curlsOf = (html: string) =>
  [...html.matchAll(/<pre><code>(curl .*?)<\/code><\/pre>/gs)].map(([, command = '']) =>
    command
      .replace(/<[^>]+>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&'),
  );

describe('the landing page', () => {
  it('is Sandbox with the samples, their variables and the local key, at / and /graphql', async () => {
    const page = await visit(embedded, '/');
    expect(page.url).toBe(embedded.url);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    const settings = JSON.parse(html.match(/id="settings">(.*?)<\/script>/s)?.[1] ?? '');
    expect(settings).toEqual({
      sandboxScript: expect.stringMatching(/^https:\/\/embeddable-sandbox\.cdn\.apollographql\.com\//),
      initialState: { document: sampleDocument, variables: sampleVariables, headers: { 'X-API-Key': goodKey } },
    });
  });

  it('shows no key unless it is given one, and does not exist in production', async () => {
    const html = await (await visit(keyless)).text();
    expect(html).not.toContain(goodKey);
    expect(html).toContain('&lt;your API key&gt;');
    const nothing = await visit(production);
    expect(nothing.status).not.toBe(200);
    expect(nothing.headers.get('content-type')).toContain('json');
    expect((await visit(production, '/')).status).toBe(404);
  });

  it('allows its own script and style, and Sandbox, and nothing else', async () => {
    const page = await visit(embedded);
    const html = await page.text();
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const inline of [html.match(/<style>(.*?)<\/style>/s)?.[1], html.match(/<script>(.*?)<\/script>/s)?.[1]]) {
      expect(policy).toContain(
        `'sha256-${createHash('sha256')
          .update(inline ?? '')
          .digest('base64')}'`,
      );
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy.match(/script-src [^;]*/)?.[0]).not.toContain('unsafe');
  });

  it('gives a command for every operation but the subscription, whose body is the JSON of a request', async () => {
    const commands = curlsOf(await (await visit(embedded)).text());
    expect(commands).toHaveLength(5);
    for (const command of commands) {
      const { query } = JSON.parse(command.match(/ -d '([^']*)'$/)?.[1] ?? '') as { query: string };
      expect(parse(query).definitions).toHaveLength(1);
      expect(command).toContain(`-H 'x-api-key: ${goodKey}'`);
    }
  });
});

describe('the samples', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
  const document = parse(sampleDocument);
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );

  it("are valid against the supergraph's schema, one named operation for each step", () => {
    expect(validate(schema, document)).toEqual([]);
    expect(new Set(operations.map(({ name }) => name?.value)).size).toBe(6);
  });

  it('have variables of the right types', () => {
    for (const { variable, type } of operations.flatMap(({ variableDefinitions = [] }) => variableDefinitions)) {
      const inputType = typeFromAST(schema, type as never) as never;
      expect(() => coerceInputValue(sampleVariables[variable.name.value], inputType)).not.toThrow();
    }
  });
});
