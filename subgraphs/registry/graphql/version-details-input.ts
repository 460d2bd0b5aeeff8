/** What clients may say of a version when they register it. */
import { z } from 'zod';
import { isExternalEndpoint, parseArtifactUri } from '../domain/artifacts.ts';
import { modelTasks } from '../domain/model.ts';
import { tensorDatatypes } from '../domain/version-details.ts';
import { optional, registration, text, version } from './input.ts';
import { faultOfJsonSchema } from './json-schema-check.ts';

/** Per field, so that all details together fit into one item of the database, which may have 400 KiB. */
const mostBytes = 64 * 1024;
const fitsAsJson = (value: unknown): boolean => Buffer.byteLength(JSON.stringify(value)) <= mostBytes;

const name = text(250, 'A name', 1);

/** The path of each entry whose name an earlier one has. */
function namedOnce(entries: readonly { readonly name: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (seen.has(entry.name))
      context.addIssue({ code: 'custom', path: [index, 'name'], message: 'A name may come once' });
    seen.add(entry.name);
  }
}

const metrics = z
  .array(z.object({ name, value: z.number() }))
  .max(200, 'There may be up to 200 metrics')
  .refine(fitsAsJson, 'The metrics may have up to 64 KiB')
  .superRefine(namedOnce);

const hyperparameters = z
  .array(z.object({ name, value: text(6000, "A hyperparameter's value") }))
  .max(200, 'There may be up to 200 hyperparameters')
  .refine(fitsAsJson, 'The hyperparameters may have up to 64 KiB')
  .superRefine(namedOnce);

const dimension = z
  .number()
  .int()
  .refine((size) => size === -1 || size >= 1, 'A dimension is at least 1, or -1 when it varies');

const tensor = z.object({
  name,
  datatype: z.enum(tensorDatatypes),
  shape: z.array(dimension).max(16, 'A tensor may have up to 16 dimensions'),
});

const jsonSchema = z.string().superRefine((schema, { addIssue }) => {
  const message = faultOfJsonSchema(schema);
  if (message) addIssue({ code: 'custom', message });
});

const dataSpec = z
  .object({
    tensors: optional(
      z
        .array(tensor)
        .min(1, 'There must be at least one tensor')
        .max(100, 'There may be up to 100 tensors')
        .superRefine(namedOnce),
    ),
    jsonSchema: optional(jsonSchema),
  })
  .refine(
    ({ tensors, jsonSchema: schema }) => (tensors === undefined) !== (schema === undefined),
    'Give either tensors or a JSON Schema',
  );

const signature = z
  .object({ inputs: dataSpec, outputs: optional(dataSpec) })
  .refine(fitsAsJson, 'A signature may have up to 64 KiB');

const dataset = z.object({
  uri: text(2048, 'A URI').refine((uri) => URL.canParse(uri), 'A dataset is named by an absolute URI'),
  digest: optional(
    z
      .string()
      .regex(/^[a-z0-9-]{1,16}:[\w+/=-]{1,128}$/, 'A digest is an algorithm and its result, as in sha256:9f86d0'),
  ),
});

const lineage = z
  .object({
    datasets: optional(z.array(dataset).max(100, 'There may be up to 100 datasets')),
    trainingRun: optional(text(1024, 'A training run')),
    gitCommit: optional(z.string().regex(/^[0-9a-f]{7,64}$/, 'A git commit has 7 to 64 lower-case hexadecimal digits')),
    parent: optional(z.object({ modelId: registration.shape.modelId, version })),
  })
  .refine(fitsAsJson, 'The lineage may have up to 64 KiB');

/** A registration with everything that may come with it. */
export const detailedRegistration = registration
  .extend({
    task: optional(z.enum(modelTasks)),
    modelCard: optional(
      z.string().refine((card) => Buffer.byteLength(card) <= mostBytes, 'A model card may have up to 64 KiB'),
    ),
    metrics: optional(metrics),
    hyperparameters: optional(hyperparameters),
    signature: optional(signature),
    lineage: optional(lineage),
  })
  .superRefine(({ deploymentTarget, artifactUri }, { addIssue }) => {
    const issue = (message: string): void => addIssue({ code: 'custom', path: ['artifactUri'], message });
    if (deploymentTarget !== 'EXTERNAL') {
      if (parseArtifactUri(artifactUri) === undefined) issue('Invalid S3 URI format');
    } else if (!isExternalEndpoint(artifactUri)) {
      issue('An external endpoint is an http or https URL that ends with /v1 or with /v2/models/ and a name');
    }
  });
