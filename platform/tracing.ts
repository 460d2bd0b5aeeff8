/**
 * Spans, and the trace they belong to. Where nobody collects them (`platform/span-export.ts` is what does) none are made: spans that
 * lead nowhere cost a small request some percent of its time.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Attributes,
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  ProxyTracerProvider,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { DomainError } from './errors.ts';

export type { Attributes, Context, Span } from '@opentelemetry/api';

export interface SpanOptions {
  /** `INTERNAL` unless given. */
  readonly kind?: keyof typeof SpanKind;
  /** Other traces that this work was begun by. */
  readonly links?: readonly Context[];
}

const nobody = new ProxyTracerProvider().getDelegate();
const noSpan = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** Whether somebody collects spans. */
export function areSpansCollected(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider && provider.getDelegate() === nobody);
}

/**
 * Does `run` in a span named `name`, a part of the span that is active now. What `run` throws ends the span as failed, its error code in
 * `error.type`, and is thrown on. Names have few values; what has many goes into attributes, and never a secret.
 */
export function traced<Result>(
  name: string,
  attributes: Attributes,
  run: (span: Span) => Promise<Result>,
  { kind = 'INTERNAL', links = [] }: SpanOptions = {},
): Promise<Result> {
  if (!areSpansCollected()) return run(noSpan);
  const options = { attributes, kind: SpanKind[kind], links: links.flatMap(linkTo) };
  return trace.getTracer('modelgraph').startActiveSpan(name, options, async (span) => {
    try {
      return await run(span);
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The same for work that is done at once. */
export function tracedAtOnce<Result>(name: string, attributes: Attributes, run: () => Result): Result {
  if (!areSpansCollected()) return run();
  return trace.getTracer('modelgraph').startActiveSpan(name, { attributes }, (span) => {
    try {
      return run();
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

export function markFailed(span: Span, error: unknown): void {
  const isOurs = error instanceof DomainError;
  span.setAttribute('error.type', isOurs ? error.code : error instanceof Error ? error.name : 'Error');
  span.setStatus({ code: SpanStatusCode.ERROR, ...(isOurs && { message: error.message }) });
}

/** Whether the work at hand belongs to a trace. */
export function isTraced(): boolean {
  return trace.getActiveSpan() !== undefined;
}

/** The trace of the work at hand, to go on with later. */
export function currentTrace(): Context {
  return context.active();
}

/** Does `run` as a part of `parent`. */
export function inTrace<Result>(parent: Context, run: () => Result): Result {
  return context.with(parent, run);
}

/** The headers that carry the trace of the work at hand to another process: W3C's `traceparent` and `tracestate`. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** The trace that `headers` carry. */
export function traceIn(headers: Readonly<Record<string, unknown>>): Context {
  return propagation.extract(context.active(), headers);
}

/** Answers an HTTP request in a span, in the trace its sender has begun. */
export function tracedRequest(
  request: IncomingMessage,
  response: ServerResponse,
  run: () => Promise<void>,
): Promise<void> {
  if (!areSpansCollected()) return run();
  return inTrace(traceIn(request.headers), () => tracedAnswer(request, response, run));
}

/** Answers an HTTP request in a span, a part of the one that is active now. Questions about health have none: they never end. */
export function tracedAnswer(
  { method = 'GET', url = '/' }: IncomingMessage,
  response: ServerResponse,
  run: () => Promise<void>,
): Promise<void> {
  if (!areSpansCollected()) return run();
  const path = url.split('?', 1)[0] ?? '/';
  if (path.startsWith('/health')) return run();
  const attributes = { 'http.request.method': method, 'url.path': path };
  const answer = (span: Span): Promise<void> =>
    run().finally(() => {
      span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    });
  return traced(`HTTP ${method}`, attributes, answer, { kind: 'SERVER' });
}

function linkTo(other: Context) {
  const spanContext = trace.getSpanContext(other);
  return spanContext ? [{ context: spanContext }] : [];
}
