import type { ChatProvider } from '../domain/provider.ts';

/** A provider that holds connections. */
export interface ConnectedProvider extends ChatProvider {
  /** Waits for the requests under way. */
  close(): Promise<void>;
}
