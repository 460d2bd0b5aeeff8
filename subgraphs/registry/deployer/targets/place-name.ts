import { createHash } from 'node:crypto';

const prefix = 'modelgraph-';
const keptCharacters = 24;

/**
 * What a model, or one deployment of it, is called where names are short (63 characters, and some are added there): readable, and
 * nothing else's.
 */
export function placeName(modelId: string, deploymentId = ''): string {
  const digest = createHash('sha256').update(`${modelId}${deploymentId}`).digest('hex').slice(0, 8);
  return `${prefix}${modelId.slice(0, keptCharacters)}-${digest}`;
}

placeName.prefix = prefix;
