/**
 * What the gateway tells of its completions: a log line each, with ids and without content; a span each, and metrics, named by
 * OpenTelemetry's conventions for generative AI (https://opentelemetry.io/docs/specs/semconv/gen-ai/) and, for CloudWatch, by the
 * platform's. Dimensions have a handful of values each.
 */
import { type Context, context, type Meter, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type Logger, withoutSecretsToHide } from '../../platform/logging.ts';
import type { Telemetry } from '../../platform/telemetry.ts';
import { areSpansCollected } from '../../platform/tracing.ts';
import type { GuardrailDecision } from './domain/completion.ts';
import { payingTeam } from './domain/limit-policies.ts';
import type { CompletionReport } from './domain/observation.ts';
import type { Run } from './domain/run.ts';

export interface CompletionTelemetry {
  /** Throws nothing. */
  observe(report: CompletionReport): void;
  /** Says that a guardrail has acted, and on what; not on which words. Throws nothing. */
  guardrailActed(run: Run, decision: GuardrailDecision): void;
  /** The same question to the registry, counted as a look at its health. */
  counted<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): (signal: AbortSignal) => Promise<Answer>;
  /** Begins to export metrics. What happened before is not lost. */
  start(): void;
  /** Exports the rest. */
  stop(): Promise<void>;
}

export interface CompletionTelemetryOptions {
  readonly logger: Logger;
  /** Undefined for no metrics. */
  readonly metrics?: { readonly intervalSeconds: number; readonly write?: (line: string) => void } | undefined;
  /** What lines have of what was said; nothing, unless given. */
  readonly contentOf?: ((report: CompletionReport) => object) | undefined;
}

const namespace = 'AiModelGateway';
/** Loading OpenTelemetry takes a tenth of a second: it must not make the start longer, nor the first answers. */
const startDelayMilliseconds = 10_000;

export function completionTelemetry({ logger, metrics, contentOf }: CompletionTelemetryOptions): CompletionTelemetry {
  const lines = withoutSecretsToHide(logger);
  const starting = Promise.withResolvers<Telemetry>();
  let timer: NodeJS.Timeout | undefined;
  let instruments: Instruments | undefined;
  const early: ((instruments: Instruments) => void)[] = [];
  const record = (use: (instruments: Instruments) => void): void => {
    if (instruments) use(instruments);
    else if (metrics) early.push(use);
  };
  const load = async (): Promise<void> => {
    const { startTelemetry } = await import('../../platform/telemetry.ts');
    const telemetry = startTelemetry({ namespace, ...metrics, intervalSeconds: metrics?.intervalSeconds ?? 60 });
    instruments = instrumentsOf(telemetry.meter);
    for (const use of early.splice(0)) use(instruments);
    starting.resolve(telemetry);
  };

  return {
    observe(report) {
      lines.info({ ...lineOf(report), ...contentOf?.(report) }, 'completion');
      if (areSpansCollected()) writeSpan(report);
      record((known) => measure(report, known));
    },

    guardrailActed({ id, caller }, decision) {
      const { userId, keyId, groups } = caller;
      logger.info({ completionId: id, userId, keyId, teams: groups, ...decision }, 'a guardrail acted');
    },

    counted: (ask) => async (signal) => {
      try {
        const answer = await ask(signal);
        record(({ registryHealthChecks }) => registryHealthChecks.add(1, { Outcome: 'ANSWERED' }));
        return answer;
      } catch (error) {
        record(({ registryHealthChecks }) => registryHealthChecks.add(1, { Outcome: 'FAILED' }));
        throw error;
      }
    },

    start() {
      if (!metrics) return;
      timer = setTimeout(() => void load(), startDelayMilliseconds);
      timer.unref();
    },

    async stop() {
      // A process that could not start has nothing to tell.
      if (!timer) return;
      clearTimeout(timer);
      if (!instruments) await load();
      await (await starting.promise).stop();
    },
  };
}

function lineOf({ run, routing, outcome, finishReason, spent, durationMs, firstTokenMs }: CompletionReport): object {
  const { id, caller, plan, streamed } = run;
  return {
    completionId: id,
    userId: caller.userId,
    keyId: caller.keyId,
    teamId: payingTeam(caller, plan.model?.teamId),
    provider: routing.provider,
    model: routing.model,
    registeredModel: routing.registeredModelUsed ?? undefined,
    modelVersion: routing.modelVersion ?? undefined,
    streamed,
    cached: routing.cached,
    attempts: routing.attempts,
    outcome,
    finishReason: finishReason ?? undefined,
    promptTokens: spent.promptTokens,
    completionTokens: spent.completionTokens,
    costUsd: spent.costUsd,
    durationMs: Math.round(durationMs),
    firstTokenMs: firstTokenMs === null ? undefined : Math.round(firstTokenMs),
  };
}

function writeSpan({
  run,
  routing,
  outcome,
  finishReason,
  spent,
  startedAt,
  durationMs,
  firstTokenMs,
}: CompletionReport): void {
  const span = trace.getTracer('modelgraph').startSpan(`chat ${routing.model}`, {
    startTime: startedAt,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': routing.provider,
      'gen_ai.request.model': routing.model,
      'gen_ai.response.id': run.id,
      ...(run.plan.request.maxTokens !== undefined && { 'gen_ai.request.max_tokens': run.plan.request.maxTokens }),
      ...(run.plan.request.temperature !== undefined && { 'gen_ai.request.temperature': run.plan.request.temperature }),
      ...(finishReason && { 'gen_ai.response.finish_reasons': [finishReason.toLowerCase()] }),
      'gen_ai.usage.input_tokens': spent.promptTokens,
      'gen_ai.usage.output_tokens': spent.completionTokens,
      ...(firstTokenMs !== null && { 'gen_ai.response.time_to_first_chunk': firstTokenMs / 1_000 }),
      'modelgraph.attempts': routing.attempts,
      'modelgraph.cached': routing.cached,
      ...(spent.costUsd !== null && { 'modelgraph.cost_usd': Number(spent.costUsd) }),
    },
  });
  if (!span.isRecording()) return;
  writeAttempts(run, trace.setSpan(context.active(), span));
  if (outcome !== 'OK') span.setAttribute('error.type', outcome).setStatus({ code: SpanStatusCode.ERROR });
  span.end(startedAt + durationMs);
}

/** A span for each request to a provider, within the completion's. */
function writeAttempts({ progress: { trail } }: Run, completion: Context): void {
  for (const { provider, model, outcome, reason, startedAt, durationMs } of trail) {
    if (outcome === 'SKIPPED') continue;
    const attributes = {
      'gen_ai.provider.name': provider,
      'gen_ai.request.model': model,
      'modelgraph.outcome': outcome,
    };
    const options = { kind: SpanKind.CLIENT, startTime: startedAt, attributes };
    const span = trace.getTracer('modelgraph').startSpan(`ask ${provider}`, options, completion);
    if (reason !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: reason });
    span.end(startedAt + durationMs);
  }
}

type Instruments = ReturnType<typeof instrumentsOf>;

function instrumentsOf(meter: Meter) {
  return {
    requests: meter.createCounter('LLMRequests', { description: 'Completions that were asked for.' }),
    cacheHits: meter.createCounter('LLMCacheHits', {
      description: 'Completions that were answered without a provider.',
    }),
    cost: meter.createCounter('LLMCostUsd', { description: 'What providers charge, in US dollars.' }),
    registryHealthChecks: meter.createCounter('ModelRegistryHealthChecks', {
      description: 'How often the registry was asked for a sign of life.',
    }),
    duration: meter.createHistogram('gen_ai.client.operation.duration', {
      description: 'From the request to the end of the answer.',
      unit: 's',
    }),
    firstToken: meter.createHistogram('gen_ai.client.operation.time_to_first_chunk', {
      description: 'From the request to the first text of a stream.',
      unit: 's',
    }),
    tokens: meter.createHistogram('gen_ai.client.token.usage', {
      description: 'Tokens of a completion, sent and received.',
      unit: '{token}',
    }),
  };
}

function measure(
  { routing, outcome, spent, durationMs, firstTokenMs }: CompletionReport,
  instruments: Instruments,
): void {
  const { provider } = routing;
  instruments.requests.add(1, { Provider: provider, Outcome: outcome });
  if (routing.cached) instruments.cacheHits.add(1);
  if (spent.costUsd !== null && spent.costUsd !== '0')
    instruments.cost.add(Number(spent.costUsd), { Provider: provider });
  const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': provider };
  instruments.duration.record(durationMs / 1_000, attributes);
  if (firstTokenMs !== null) instruments.firstToken.record(firstTokenMs / 1_000, attributes);
  if (spent.totalTokens === 0) return;
  instruments.tokens.record(spent.promptTokens, { ...attributes, 'gen_ai.token.type': 'input' });
  instruments.tokens.record(spent.completionTokens, { ...attributes, 'gen_ai.token.type': 'output' });
}
