/** The objects subgraphs send. They come from JSON, so any name may be one of theirs, `__proto__` and `toString` too. */

export type Data = Record<string, unknown>;

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const ownValue = (data: Data, name: string): unknown => (Object.hasOwn(data, name) ? data[name] : undefined);

function setOwn(data: Data, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(data, name, { value, enumerable: true, configurable: true, writable: true });
  } else data[name] = value;
}

/**
 * Adds to `target` what `source` has. Objects, and lists of the same length, are merged; any other value replaces what was
 * there. What `target` lacks it shares with `source` from then on.
 */
export function merge(target: Data, source: Data): void {
  for (const name of Object.keys(source)) {
    const value = source[name];
    if (value === undefined) continue;
    const known = ownValue(target, name);
    if (known === undefined || known === null || typeof value !== 'object' || value === null) {
      setOwn(target, name, value);
    } else mergeValue(target, name, known, value);
  }
}

function mergeValue(target: Data, name: string, known: unknown, value: object): void {
  if (isData(known) && isData(value)) merge(known, value);
  else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeLists(known, value);
  else setOwn(target, name, value);
}

function mergeLists(known: unknown[], values: readonly unknown[]): void {
  for (const [index, value] of values.entries()) {
    const item = known[index];
    if (isData(item) && isData(value)) merge(item, value);
    else if (Array.isArray(item) && Array.isArray(value) && item.length === value.length) mergeLists(item, value);
    else known[index] = value;
  }
}

/** A path within a result: `@` stands for every item of a list. */
export type ResultPath = readonly (string | number)[];

/** The objects at `path`, from left to right; nulls are left out. */
export function objectsAt(data: Data, path: ResultPath): Data[] {
  const found: Data[] = [];
  collect(data, path, 0, found);
  return found;
}

function collect(value: unknown, path: ResultPath, depth: number, found: Data[]): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    const deeper = path[depth] === '@' ? depth + 1 : depth;
    for (const item of value) collect(item, path, deeper, found);
  } else if (depth === path.length) {
    if (isData(value)) found.push(value);
  } else if (isData(value)) collect(ownValue(value, String(path[depth])), path, depth + 1, found);
}

/** The objects of `objectsAt`, each with its place in the data. An object at two places is told twice. */
export function located(data: Data, path: ResultPath): { readonly object: Data; readonly path: (string | number)[] }[] {
  const found: { object: Data; path: (string | number)[] }[] = [];
  const visit = (value: unknown, depth: number, here: readonly (string | number)[]): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      const deeper = path[depth] === '@' ? depth + 1 : depth;
      for (const [index, item] of value.entries()) visit(item, deeper, [...here, index]);
    } else if (depth === path.length) {
      if (isData(value)) found.push({ object: value, path: [...here] });
    } else if (isData(value)) {
      const name = String(path[depth]);
      visit(ownValue(value, name), depth + 1, [...here, name]);
    }
  };
  visit(data, 0, []);
  return found;
}
