/** The arrows of docs/architecture.md; `npm run check` fails on any other. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'A domain knows its own domain, the errors, who may see what, node, and the arithmetic of versions.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/domain/' },
      to: {
        pathNot: ['^subgraphs/$1/domain/', '^platform/(errors|access)\\.ts$', '^node_modules/(@types/)?semver/'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'subgraphs-apart',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    { name: 'router-imports-no-subgraph', severity: 'error', from: { path: '^router/' }, to: { path: '^subgraphs/' } },
    {
      name: 'nothing-above-the-platform',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: '^(router|subgraphs|client|infra|schema|test)/' },
    },
    {
      name: 'the-client-stands-alone',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(router|subgraphs|platform|infra|schema|test)/' },
    },
    {
      name: 'product-knows-no-embedded-cloud',
      comment: 'Product code knows AWS and Redis clients only; where they point is a matter of the environment.',
      severity: 'error',
      from: { path: '^(router|subgraphs|platform|client)/' },
      to: { path: '^infra/' },
    },
    {
      name: 'deployer-is-a-client',
      comment: 'The deployer is a process of its own: it talks to the registry over the wire.',
      severity: 'error',
      from: { path: '^subgraphs/registry/deployer/' },
      to: { path: '^subgraphs/registry/', pathNot: '^subgraphs/registry/deployer/' },
    },
    {
      name: 'registry-imports-no-deployer',
      severity: 'error',
      from: { path: '^subgraphs/registry/', pathNot: '^subgraphs/registry/deployer/' },
      to: { path: '^subgraphs/registry/deployer/' },
    },
    {
      name: 'cdk-stays-in-its-room',
      severity: 'error',
      from: { pathNot: '^(infra/aws|test/infra|node_modules)/' },
      to: { path: '^node_modules/(aws-cdk-lib|constructs)/' },
    },
    { name: 'mains-are-roots', severity: 'error', from: { pathNot: '^test/' }, to: { path: '(^|/)main\\.ts$' } },
    { name: 'no-tests-in-product', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
