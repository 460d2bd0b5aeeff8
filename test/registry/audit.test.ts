/** The audit trail of a model: who, what, when and why. */
import { describe, expect, it } from '@jest/globals';
import { act, nameChampion, registerAll } from './life-cycle-requests.ts';
import { claim, deploy, fails, startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const member = as('team-a');
const stranger = as('team-b');
const deployer = as('deployer');

async function audit(modelId: string, page = '', caller = member) {
  const { data } = await caller.request(
    `{ auditTrail(modelId: "${modelId}" ${page}) {
         nodes { id at who code what reason version } pageInfo { hasNextPage endCursor } } }`,
  );
  return data.auditTrail;
}

describe('the audit trail', () => {
  it('says who did what to which version, when and why, the newest first, page by page', async () => {
    const modelId = await registerAll(member, 'audited', '1.0.0', '2.0.0');
    await nameChampion(member, modelId, '1.0.0');
    await nameChampion(member, modelId, '2.0.0');
    await act(member, 'archive', modelId, '1.0.0', { reason: 'superseded' });
    await act(member, 'restore', modelId, '1.0.0', { reason: 'still needed' });
    const report = await claim(deployer, await deploy(member, modelId, '1.0.0'));
    await report({ ...fails, message: 'no such operator' });
    await act(as('admin'), 'delete', modelId, '1.0.0', { reason: 'broken' });

    const { nodes } = await audit(modelId);
    const user = 'user-of-team-a';
    expect(nodes.map(({ code, version, reason, who }: Record<string, string>) => [code, version, reason, who])).toEqual(
      [
        ['VERSION_DELETED', '1.0.0', 'broken', 'user-of-admin'],
        ['DEPLOYMENT_FAILED', '1.0.0', 'LOAD_ERROR: no such operator', 'deployer-1'],
        ['DEPLOYMENT_REQUESTED', '1.0.0', null, user],
        ['VERSION_RESTORED', '1.0.0', 'still needed', user],
        ['VERSION_ARCHIVED', '1.0.0', 'superseded', user],
        ['ALIAS_SET', '2.0.0', null, user],
        ['ALIAS_SET', '1.0.0', null, user],
        ['VERSION_REGISTERED', '2.0.0', null, user],
        ['VERSION_REGISTERED', '1.0.0', null, user],
      ],
    );
    expect(nodes[5].what).toBe('Made the alias champion name 2.0.0 instead of 1.0.0');
    const times = nodes.map(({ at }: { at: string }) => at);
    expect(times).toEqual([...times].sort().reverse());

    const seen: string[] = [];
    for (let after = ''; ; ) {
      const page = await audit(modelId, `first: 4 ${after}`);
      seen.push(...page.nodes.map(({ id }: { id: string }) => id));
      if (!page.pageInfo.hasNextPage) break;
      after = `after: "${page.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(nodes.map(({ id }: { id: string }) => id));
    const { endCursor } = (await audit(modelId, 'first: 1')).pageInfo;
    const foreign = `{ auditTrail(modelId: "${modelId}", after: "${endCursor}") { nodes { id } } }`;
    expect(await as('admin').codeOf(foreign)).toBe('VALIDATION_ERROR');
    const { data } = await member.request(`{ model(id: "${modelId}") { auditTrail(first: 1) { nodes { id } } } }`);
    expect(data.model.auditTrail.nodes).toEqual([{ id: nodes[0].id }]);
  });

  it('outlives the model, and is for those who could see it', async () => {
    const modelId = await registerAll(member, 'outlived', '1.0.0');
    await act(member, 'delete', modelId);
    expect((await audit(modelId)).nodes).toMatchObject([{ code: 'VERSION_DELETED' }, { code: 'VERSION_REGISTERED' }]);
    expect(await audit(modelId, '', stranger)).toBeNull();
    expect(await audit('never-there')).toBeNull();
  });

  it.each([
    ['modelId', 'modelId: "?"'],
    ['first', 'modelId: "audited", first: 0'],
    ['first', 'modelId: "audited", first: 101'],
    ['after', 'modelId: "audited", after: "garbled"'],
  ])('%s of an audit trail is refused when it is bad (%#)', async (path, request) => {
    const { errors } = await member.request(`{ auditTrail(${request}) { nodes { id } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });
});
