/** The outermost step: sees how each completion went, whichever way it ended, and changes nothing. */
import { DomainError } from '../../../platform/errors.ts';
import type { Completion, CompletionUsage } from './completion.ts';
import { type Run, routingOf, type Step } from './run.ts';
import { type PriceOf, spentSoFar } from './settlement.ts';

/** How a completion went. */
export interface CompletionReport {
  readonly run: Run;
  readonly routing: ReturnType<typeof routingOf>;
  /** OK, LEFT when the caller did not wait, else the error's code. */
  readonly outcome: string;
  readonly finishReason: Completion['finishReason'] | null;
  /** Its text; null when there is none. */
  readonly answer: string | null;
  /** What it has cost us: nothing, when it was answered from the cache. */
  readonly spent: CompletionUsage;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** To the first text of a stream; null when there was none. */
  readonly firstTokenMs: number | null;
}

export interface ObservationPorts {
  /** Resolves once nothing of it can be lost that an answer promises. Throws nothing. */
  readonly observe: (report: CompletionReport) => Promise<void>;
  readonly priceOf: PriceOf;
}

export function observed({ observe, priceOf }: ObservationPorts, step: Step): Step {
  return async function* watch(run) {
    const startedAt = Date.now();
    const start = performance.now();
    let firstTokenMs: number | null = null;
    let completion: Completion | undefined;
    let outcome = 'LEFT';
    const source = step(run);
    try {
      for (;;) {
        const next = await source.next();
        if (next.done) {
          completion = next.value;
          outcome = 'OK';
          return completion;
        }
        if (next.value.content) firstTokenMs ??= performance.now() - start;
        yield next.value;
      }
    } catch (error) {
      if (!run.signal.aborted) outcome = error instanceof DomainError ? error.code : 'INTERNAL_SERVER_ERROR';
      throw error;
    } finally {
      await source.return(undefined as never);
      await observe({
        run,
        routing: completion?.routing ?? routingOf(run),
        outcome,
        finishReason: completion?.finishReason ?? null,
        answer: completion?.message.content ?? null,
        spent: spentSoFar(run, priceOf),
        startedAt,
        durationMs: performance.now() - start,
        firstTokenMs,
      });
    }
  };
}
