/**
 * The page a browser gets in development: Apollo Sandbox with the first scenario's operations in it. Sandbox comes from
 * Apollo's servers; below it lies a page that needs nothing but this router, for whoever cannot reach them.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Kind, type OperationDefinitionNode, parse, stripIgnoredCharacters } from 'graphql';

const sandboxHost = 'https://embeddable-sandbox.cdn.apollographql.com';
const sandboxScript = `${sandboxHost}/_latest/embeddable-sandbox.umd.production.min.js`;
const keyPlaceholder = '<your API key>';

const read = (name: string): string => readFileSync(new URL(`landing-page/${name}`, import.meta.url), 'utf8');

/** The sample operations, as they stand in Sandbox's editor. */
export const sampleDocument = read('operations.graphql');
/** Variables for all of them. */
export const sampleVariables: Readonly<Record<string, unknown>> = JSON.parse(read('variables.json'));

/** The page and its headers. `apiKey` is written into it for all to see: a local key, or none. */
export function landingPage({ apiKey }: { readonly apiKey?: string }): {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const script = read('browser.js');
  const style = read('style.css');
  const settings = {
    sandboxScript,
    initialState: {
      document: sampleDocument,
      variables: sampleVariables,
      headers: { 'X-API-Key': apiKey ?? keyPlaceholder },
    },
  };
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Modelgraph</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Modelgraph</h1>
<p class="lead">One GraphQL supergraph: the model registry and the inference gateway.</p>
<div class="notice">
<p class="while-loading">Apollo Sandbox is loading …</p>
<p class="when-offline">Apollo Sandbox cannot be loaded: it comes from Apollo’s servers, and this browser does not reach
them. Modelgraph itself runs. Everything below works without the internet.</p>
</div>
<dl>
<dt>GraphQL</dt><dd><code class="endpoint">http://localhost:4000/graphql</code></dd>
<dt>Subscriptions</dt><dd><code class="web-socket">ws://localhost:4000/graphql</code> (graphql-transport-ws)</dd>
<dt>Key</dt><dd><code>X-API-Key: ${escapeHtml(apiKey ?? keyPlaceholder)}</code>, as a header or a connection parameter</dd>
</dl>
${sampleOperations()
  .map((operation) => section(operation, apiKey ?? keyPlaceholder))
  .join('\n')}
</main>
<div id="sandbox"></div>
<script type="application/json" id="settings">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
</body>
</html>
`;
  return {
    html,
    headers: {
      'content-security-policy': [
        "default-src 'none'",
        `script-src ${hashSource(script)} ${sandboxHost}`,
        `style-src ${hashSource(style)}`,
        // Sandbox sizes its frame by a style attribute.
        "style-src-attr 'unsafe-inline'",
        'img-src https://embeddable-explorer.cdn.apollographql.com',
        "connect-src 'self'",
        'frame-src https://sandbox.embed.apollographql.com',
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      // Sandbox may open a window to sign in, and needs to know which page it stands in.
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'referrer-policy': 'strict-origin-when-cross-origin',
    },
  };
}

interface SampleOperation {
  readonly title: string;
  readonly text: string;
  readonly definition: OperationDefinitionNode;
}

/** Each operation with the comment above it, which says what it is for. */
function sampleOperations(): readonly SampleOperation[] {
  const document = parse(sampleDocument);
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || !definition.loc) return [];
    const { loc } = definition;
    const comment = sampleDocument.slice(0, loc.start).trimEnd().split('\n').at(-1) ?? '';
    return [{ title: comment.replace(/^#\s*/, ''), text: sampleDocument.slice(loc.start, loc.end), definition }];
  });
}

function section({ title, text, definition }: SampleOperation, apiKey: string): string {
  const [, number = '', sentence = title] = title.match(/^(\d+)\.\s*(.*)$/) ?? [];
  const isSubscription = definition.operation === 'subscription';
  const how = isSubscription
    ? '<p>Runs over WebSocket, in Sandbox or any client that speaks graphql-transport-ws.</p>'
    : `<div class="block command"><pre><code>${curl(text, definition, apiKey)}</code></pre>
<button class="copy" type="button">copy</button></div>`;
  return `<section>
<h2><b>${escapeHtml(number)}</b>${escapeHtml(sentence)}</h2>
${how}
<details${isSubscription ? ' open' : ''}><summary>The operation</summary><pre><code>${escapeHtml(text)}</code></pre></details>
</section>`;
}

/** A command to paste into a shell; none of the samples holds a single quote. */
function curl(text: string, { variableDefinitions = [] }: OperationDefinitionNode, apiKey: string): string {
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  const variables = Object.fromEntries(names.map((name) => [name, sampleVariables[name]]));
  const body = JSON.stringify({ query: stripIgnoredCharacters(text), ...(names.length > 0 && { variables }) });
  const key = `-H 'x-api-key: ${apiKey}'`;
  return `curl -s <span class="endpoint">http://localhost:4000/graphql</span> -H 'content-type: application/json' ${escapeHtml(`${key} -d '${body}'`)}`;
}

const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
