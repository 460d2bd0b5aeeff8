/** What a caller wants of the cache of answers. */

export const cacheModes = ['READ_WRITE', 'READ_ONLY', 'WRITE_ONLY', 'OFF'] as const;
export type CacheMode = (typeof cacheModes)[number];

export interface CacheWish {
  readonly mode: CacheMode;
  readonly ttlSeconds?: number;
  /** How alike a question has to be for its answer to be given; 1 for the same one only. */
  readonly minSimilarity?: number;
}
