/**
 * Lets the tests of a worker share the packages of node_modules: a package's file becomes a stub that hands out what Node
 * itself has loaded. Jest would compile every package anew for each test file, which took most of the suite's time.
 * Our own modules stay as Jest has them, fresh for each test file.
 */
'use strict';

/** Where `shared-realm-environment.cjs` puts Node's own `require`. */
const nodeRequire = 'globalThis[Symbol.for("modelgraph.tests.require")]';

/** The CDK has each AWS service behind a property, and a path of its own; to hand them all out would load every service there is. */
const isLoadedWhenRead = (path, name) => path.endsWith('/aws-cdk-lib/index.js') && /^[a-z]+_/.test(name);

module.exports = {
  process(_source, path, { supportsStaticESM }) {
    const load = `${nodeRequire}(${JSON.stringify(path)})`;
    if (!supportsStaticESM) return { code: `module.exports = ${load};` };
    const names = Object.keys(require(path)).filter(
      (name) => name !== 'module.exports' && !isLoadedWhenRead(path, name),
    );
    const variables = names.map((name, index) => `const v${index} = loaded[${JSON.stringify(name)}];`);
    const exported = names.map((name, index) => `v${index} as ${JSON.stringify(name)}`);
    return { code: `const loaded = ${load};\n${variables.join('\n')}\nexport { ${exported.join(', ')} };` };
  },
};
