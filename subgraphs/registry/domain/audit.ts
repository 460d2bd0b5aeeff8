/** Who did what to a model, when and why. Every commit writes its own entry, so there is no change without one. */
import { canSeeModel, type Identity } from '../../../platform/access.ts';
import { type Page, type PageRequest, pageOf, positionAfter } from './page.ts';
import type { RecordedAuditEntry, RegistryStore } from './store.ts';
import { isTimeOrderedId } from './time-ordered-id.ts';

/** The audit trails as one caller has them. */
export interface CallerAudit {
  /** The newest first; also of a model whose versions have all been deleted. Undefined for one that the caller may not see. */
  trail(modelId: string, page: PageRequest): Promise<Page<RecordedAuditEntry> | undefined>;
  /** The newest first, of a model that the caller has. */
  trailOf(modelId: string, page: PageRequest): Promise<Page<RecordedAuditEntry>>;
}

export function auditFor(store: RegistryStore, identity: Identity): CallerAudit {
  const trailOf = async (modelId: string, page: PageRequest): Promise<Page<RecordedAuditEntry>> => {
    const scope = ['audit', modelId, identity.userId];
    const after = positionAfter(page, scope, isTimeOrderedId);
    return pageOf(await store.auditOf(modelId, { after, limit: page.first + 1 }), page, scope, ({ id }) => id);
  };
  return {
    trailOf,
    async trail(modelId, page) {
      const model = await store.knownModel(modelId);
      return model && canSeeModel(identity, model) ? trailOf(modelId, page) : undefined;
    },
  };
}
