/**
 * A Node environment whose errors, collections and process are Node's own, since the packages that tests share
 * (dependency-transform.cjs) live there: an error thrown here must be an `Error` to them.
 */
'use strict';
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

// The tests, and the processes that they start, find their code compiled, as those of `npm start` do.
process.env.NODE_COMPILE_CACHE ??= join(__dirname, '../../node_modules/.cache/modelgraph');
enableCompileCache(process.env.NODE_COMPILE_CACHE);

const shared = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'AggregateError',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Date',
  'RegExp',
  'Promise',
  'ArrayBuffer',
  'Uint8Array',
  'Array',
  'Object',
];

/**
 * What Jest makes a test file's context with. Its own contexts hand every look-up of a global, such as `Map` or `JSON`, to an
 * interceptor and a proxy, which a busy server in a test feels; the global object of this one is an ordinary one.
 */
const createOrdinaryContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
const { createContext } = vm;

module.exports = class SharedRealmEnvironment extends TestEnvironment {
  constructor(...given) {
    vm.createContext = createOrdinaryContext;
    super(...given);
    vm.createContext = createContext;
  }

  async setup() {
    await super.setup();
    // Jest's 100 frames cost a busy server a good part of its time; Node's own number is 10.
    Error.stackTraceLimit = 15;
    this.environmentBefore = { ...process.env };
    for (const name of shared) this.global[name] = globalThis[name];
    this.global.process = process;
    this.global[Symbol.for('modelgraph.tests.require')] = require;
  }

  async teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.environmentBefore)) delete process.env[name];
    Object.assign(process.env, this.environmentBefore);
    await super.teardown();
  }
};
