/**
 * The tour of the README through the typed client: registers a model, deploys it while a subscription shows every step, asks
 * for a completion that uses it, and reads the statistics. Usage: npm run tour [-- --url URL --key API_KEY]
 */
import { parseArgs } from 'node:util';
import { createModelgraphClient, ModelgraphError } from './client.ts';
import {
  CreateCompletionDocument,
  DeployModelDocument,
  DeploymentStatusChangedDocument,
  ModelVersionsDocument,
  RegisterModelDocument,
  RegistryStatisticsDocument,
} from './generated/operations.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:4000/graphql' },
    key: { type: 'string', default: 'mg-local-data-science' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write('Usage: npm run tour [-- --url URL --key API_KEY]\n');
  process.exit(0);
}

const modelId = 'fraud-detection-model';
const client = createModelgraphClient({ url: values.url, apiKey: values.key });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const version = await nextVersion();
  const { registerModel } = await client.request(RegisterModelDocument, {
    input: {
      modelId,
      version,
      framework: 'tensorflow',
      deploymentTarget: 'LAMBDA',
      teamId: 'data-science-team',
      artifactUri: 's3://modelgraph-artifacts/samples/fraud-detection/model.onnx',
      description: 'Scores card payments by amount, hour, distance_km and is_foreign',
    },
  });
  say(`registered ${modelId} ${version}: ${registerModel.modelVersion.status}`);

  const { deployModel } = await client.request(DeployModelDocument, { input: { modelId, version } });
  say(`deployment ${deployModel.deployment.id}`);
  const deploymentId = deployModel.deployment.id;
  for await (const { deploymentStatusChanged: event } of client.subscribe(DeploymentStatusChangedDocument, {
    deploymentId,
  })) {
    say(`  ${event.status} ${event.phase} ${event.progressPercent} % ${event.message}`);
  }

  const { createCompletion } = await client.request(CreateCompletionDocument, {
    input: {
      model: 'gpt-4',
      messages: [
        {
          role: 'USER',
          content: 'Analyze this transaction for fraud: 9000 dollars at hour 3, 4200 km away, foreign 1',
        },
      ],
      registeredModel: { id: modelId, version },
    },
  });
  const { routing, usage } = createCompletion;
  say(
    `completion by ${routing.provider} with ${routing.registeredModelUsed}@${routing.modelVersion}, ${usage.totalTokens} tokens`,
  );
  say(`  ${createCompletion.message.content}`);

  const { registryStatistics } = await client.request(RegistryStatisticsDocument, {});
  const byStatus = registryStatistics.byStatus.map(({ name, count }) => `${count} ${name}`).join(', ');
  say(
    `statistics: ${registryStatistics.totalModels} models, ${registryStatistics.totalVersions} versions (${byStatus})`,
  );
} catch (error) {
  if (!(error instanceof ModelgraphError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  if (error.code === 'NETWORK_ERROR') process.stderr.write('Is Modelgraph running? Start it with: npm start\n');
  process.exitCode = 1;
} finally {
  await client.close();
}

/** 1.0.0, or the patch after the latest when the tour has been taken before. */
async function nextVersion(): Promise<string> {
  const { model } = await client.request(ModelVersionsDocument, { id: modelId });
  const [major = '1', minor = '0', patch = '-1'] = model?.latestVersion.version.split('.') ?? [];
  return `${major}.${minor}.${Number(patch) + 1}`;
}
