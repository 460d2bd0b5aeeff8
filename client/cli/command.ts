/** The command line: `modelgraph import mlflow <url>` and `modelgraph mcp`. */
import { parseArgs } from 'node:util';
import { createModelgraphClient, ModelgraphError } from '../client.ts';
import { CallerDocument } from '../generated/operations.ts';
import { runMcp } from './mcp-command.ts';
import { MlflowError, mlflowApi } from './mlflow-api.ts';
import { importRegistry, type Summary } from './mlflow-import.ts';
import { createProgress } from './progress.ts';

const help = `Usage: modelgraph import mlflow <tracking server's URL> --team <id> [options]

Registers the models of an MLflow registry, with versions (3 becomes 3.0.0), descriptions, tags and aliases. What is here
already is left as it is, so an import that was interrupted is run again. MLflow is only read.

  --team       the team that will own the models
  --key        your API key; MODELGRAPH_API_KEY by default
  --url        where Modelgraph is (http://localhost:4000/graphql)
  --framework  of versions that have no tag "framework" (mlflow)
  --target     where the versions are to be served: LAMBDA, EKS or LOCAL (LOCAL)
  --help       this text

MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, are sent to MLflow when they are set.
Versions whose artifacts are not at s3:// addresses are skipped, and listed at the end.

Exit codes: 0, 1 when something failed, 2 for a faulty command line.

modelgraph mcp serves MCP on the standard streams, for desktop clients: modelgraph mcp --help
modelgraph router serves any supergraph, without the platform: modelgraph router --help
`;

const targets = ['LAMBDA', 'EKS', 'LOCAL'] as const;
const isTarget = (name: string): name is (typeof targets)[number] => targets.some((target) => target === name);

/** Resolves with the exit code. */
export async function run(words: readonly string[]): Promise<number> {
  if (words[0] === 'mcp') return runMcp(words.slice(1));
  const command = parse(words);
  if (typeof command === 'string') {
    process.stderr.write(`${command}\nTry: modelgraph --help\n`);
    return 2;
  }
  if (command === undefined) {
    process.stdout.write(help);
    return 0;
  }
  const { key, url, source, ...options } = command;
  const client = createModelgraphClient({ url, apiKey: key });
  const progress = createProgress(process.stderr);
  try {
    // A wrong address or key is told at once.
    await client.request(CallerDocument, {});
    const summary = await importRegistry(mlflowApi(source, process.env), client, { ...options, source }, progress);
    progress.end();
    process.stdout.write(textOf(summary));
    return summary.failed.length > 0 ? 1 : 0;
  } catch (error) {
    progress.end();
    if (!(error instanceof MlflowError || error instanceof ModelgraphError)) throw error;
    process.stderr.write(`The import stopped: ${error.message}\n`);
    return 1;
  }
}

/** What to do; undefined when help was asked for, a sentence when the words make no command. */
function parse(words: readonly string[]) {
  let parsed: ReturnType<typeof parseWords>;
  try {
    parsed = parseWords(words);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { values, positionals } = parsed;
  const { team, key = process.env.MODELGRAPH_API_KEY, url, framework, target, help: wantsHelp } = values;
  if (wantsHelp || words.length === 0) return undefined;
  const [command, kind, source, ...more] = positionals;
  if (command !== 'import' || kind !== 'mlflow' || more.length > 0)
    return 'The commands are: import mlflow <url>, and mcp';
  if (!source || !isHttpUrl(source)) return 'Say where MLflow is, as in http://localhost:5000';
  if (!isHttpUrl(url)) return '--url is an http or https address';
  if (!team) return '--team is missing: which team will own the models?';
  if (!key) return '--key is missing, and MODELGRAPH_API_KEY is not set';
  if (!isTarget(target)) return `--target is one of ${targets.join(', ')}`;
  return { source, url, key, teamId: team, framework, deploymentTarget: target };
}

function parseWords(words: readonly string[]) {
  const text = { type: 'string' } as const;
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      team: text,
      key: text,
      url: { ...text, default: 'http://localhost:4000/graphql' },
      framework: { ...text, default: 'mlflow' },
      target: { ...text, default: 'LOCAL' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function textOf({ registered, aliasesSet, present, skipped, failed }: Summary): string {
  const lines = (title: string, notes: Summary['failed']): string[] =>
    notes.length === 0 ? [] : [`${title}:`, ...notes.map(({ what, why }) => `  ${what}: ${why}`)];
  return [
    ...lines('Skipped', skipped),
    ...lines('Failed', failed),
    `${registered} versions registered, ${aliasesSet} aliases set, ${present} were here already, ${skipped.length} skipped, ${failed.length} failed`,
    '',
  ].join('\n');
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
