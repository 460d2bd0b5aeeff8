/** How a completion will be made: who may be asked, which registered model is used, and what the chat model is told of it. */
import type { Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { CacheWish } from './cache-wish.ts';
import { type CandidatePorts, type Candidates, type Capability, findCandidates, type Needs } from './candidates.ts';
import { type Catalog, type CatalogEntry, requireKnown } from './catalog.ts';
import type { CompletionRequest, DescribedModel } from './completion.ts';
import { type ContextPorts, type GatheredContext, gatherContext } from './context.ts';
import { type ChatMessage, type ToolDefinition, tokensOf } from './conversation.ts';
import type { ConversationRequest } from './converse.ts';
import { type DeployedChat, findChatModel, isChatModel } from './deployed-chat.ts';
import { interfaceOf } from './prediction-service.ts';
import { cardMessage, type PredictionCapability, predictionTool } from './prediction-tool.ts';
import type { Predictor } from './predictor.ts';
import type { GenerationSettings, Patience } from './provider.ts';
import { findFitting, findNamed, type RegisteredModelWish, visibleEntries } from './routing.ts';

export interface Plan {
  readonly candidates: Candidates;
  readonly request: ConversationRequest;
  /** The registered model that is used, if any. */
  readonly model?: DescribedModel;
  /** Present when that model can be called. */
  readonly capability?: PredictionCapability;
  /** The gateway's own, which it calls by itself. */
  readonly ownTools: readonly ToolDefinition[];
  /** What MCP servers add, if any was wanted. */
  readonly context?: GatheredContext;
  /** What the caller wants of the cache, when they say. */
  readonly cache?: CacheWish;
  readonly patience: Patience;
  /** What the chat model may read of a tool's text, where guardrails say so. */
  readonly vetToolText?: (text: string) => string;
}

export interface PlanPorts extends CandidatePorts, ContextPorts {
  readonly catalog: Catalog;
  /** Asks the registry for a deployment that the catalog has not heard of yet, and adds it. Throws nothing. */
  readonly lookUp: (modelId: string, version?: string) => Promise<void>;
  readonly predictor: Predictor;
  readonly deployedChat: DeployedChat;
}

/**
 * The plan for what the caller asks. Throws NOT_FOUND when no provider serves the chat model, or when the registered model is
 * not deployed or not the caller's to see, and REGISTRY_UNAVAILABLE when that is not known.
 */
export async function planCompletion(
  ports: PlanPorts,
  caller: Identity,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<Plan> {
  const entry = await chooseDeployed(ports, caller, request);
  // A registered model that is a chat model answers itself, unless another is to.
  const answersItself = entry && request.model === undefined && isChatModel(entry);
  if (!answersItself) return makePlan(ports, caller, request, entry, undefined, signal);
  const model = `${entry.modelId}@${entry.version}`;
  return makePlan(ports, caller, { ...request, model }, undefined, undefined, signal);
}

/** The plan for a completion with `model` as context, and as tool where it is deployed. Throws NOT_FOUND as above. */
export async function planCompletionFor(
  ports: PlanPorts,
  caller: Identity,
  model: DescribedModel,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<Plan> {
  return makePlan(ports, caller, request, await findDeployed(ports, model), model, signal);
}

async function chooseDeployed(
  { catalog, lookUp }: PlanPorts,
  caller: Identity,
  { registeredModel, routing }: CompletionRequest,
): Promise<CatalogEntry | undefined> {
  const visible = () => visibleEntries(catalog.entries(), caller);
  if (registeredModel) {
    const known = findNamed(visible(), registeredModel);
    if (known) return known;
    await lookUp(registeredModel.id, registeredModel.version);
    return findNamed(visible(), registeredModel) ?? refuse(catalog, notDeployed(registeredModel));
  }
  if (!routing?.preferredModel && !routing?.deploymentTarget) return undefined;
  return findFitting(visible(), routing) ?? refuse(catalog, 'No deployed model fits');
}

/** In the same words for a model that the caller may not see. */
function notDeployed({ id, version }: RegisteredModelWish): string {
  return `Model "${version ? `${id}@${version}` : id}" is not deployed`;
}

/** Throws NOT_FOUND once it is known what is deployed. */
function refuse(catalog: Catalog, message: string): never {
  requireKnown(catalog);
  throw new DomainError('NOT_FOUND', message);
}

/** The described version's deployment while it has all the traffic of its target, else one of the model's by their shares. */
async function findDeployed(
  { catalog, lookUp }: PlanPorts,
  { modelId, version }: DescribedModel,
): Promise<CatalogEntry | undefined> {
  if (!catalog.find(modelId, version)) await lookUp(modelId, version);
  const described = catalog.find(modelId, version);
  if (described && (described.trafficPercent ?? 100) === 100) return described;
  return findNamed(catalog.entries(), { id: modelId });
}

async function makePlan(
  ports: PlanPorts,
  caller: Identity,
  request: CompletionRequest,
  entry: CatalogEntry | undefined,
  described: DescribedModel | undefined,
  signal: AbortSignal,
): Promise<Plan> {
  const { defaultModel, patience } = ports.providers();
  const model = entry ?? described;
  const [capability, context] = await Promise.all([
    entry && findCapability(ports.predictor, entry, signal),
    gatherContext(ports, caller, request.context, signal),
  ]);
  const messages = [
    ...(model ? [cardMessage(model, capability?.tool)] : []),
    ...(context?.messages ?? []),
    ...request.messages,
  ];
  const {
    messages: _asked,
    model: chatModel,
    registeredModel: _named,
    routing,
    cache,
    idempotencyKey: _key,
    context: _wanted,
    ...rest
  } = request;
  const { tools = [], toolChoice = 'auto', ...settings } = rest;
  const ownTools = [
    ...(capability ? [capability.tool] : []),
    ...(context?.tools ?? []).map(({ definition }) => definition),
  ];
  refuseContradictions(tools, ownTools, settings.n);
  return {
    candidates: findCandidates(
      ports,
      chatModel ?? defaultModel,
      needsOf(messages, [...tools, ...ownTools], settings),
      routing ?? {},
      (name) => {
        const chat = findChatModel(ports.catalog, caller, name);
        return chat && { entry: chat, provider: ports.deployedChat(chat) };
      },
    ),
    patience,
    ...(model && { model }),
    ...(capability && { capability }),
    ...(context && { context }),
    // What a tool answers now says nothing of what it would answer the next time.
    ...(context && context.tools.length > 0 ? { cache: { mode: 'OFF' as const } } : cache && { cache }),
    ownTools,
    request: { ...settings, messages, tools, toolChoice },
  };
}

function needsOf(
  messages: readonly ChatMessage[],
  tools: readonly ToolDefinition[],
  { maxTokens = 0, n = 1, responseFormat }: GenerationSettings,
): Needs {
  const wanted: Readonly<Record<Exclude<Capability, 'embeddings'>, boolean>> = {
    tools: tools.length > 0,
    vision: messages.some(({ images = [] }) => images.length > 0),
    jsonSchema: responseFormat?.type === 'JSON_SCHEMA',
    severalAnswers: n > 1,
  };
  const capabilities = (Object.keys(wanted) as (keyof typeof wanted)[]).filter((name) => wanted[name]);
  return { promptTokens: tokensOf(messages), completionTokens: maxTokens * n, capabilities };
}

function refuseContradictions(
  tools: readonly ToolDefinition[],
  ownTools: readonly ToolDefinition[],
  n: number | undefined,
): void {
  if (ownTools.length === 0) return;
  const index = tools.findIndex(({ name }) => ownTools.some((own) => own.name === name));
  const refuseAt = (path: string, message: string) => {
    throw new DomainError('VALIDATION_ERROR', message, { details: [{ path, message }] });
  };
  if (index >= 0) refuseAt(`input.tools.${index}.name`, `A tool of the gateway is named "${tools[index]?.name}"`);
  if (n !== undefined && n > 1)
    refuseAt('input.n', 'With a registered model or tools of MCP servers there is one answer only');
}

/** Undefined when the endpoint does not say what it takes: the chat model is then told that it cannot be called. */
async function findCapability(
  predictor: Predictor,
  entry: CatalogEntry,
  signal: AbortSignal,
): Promise<PredictionCapability | undefined> {
  try {
    const model = await interfaceOf(predictor, entry, signal);
    return { deployment: entry, model, tool: predictionTool(entry, model) };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
