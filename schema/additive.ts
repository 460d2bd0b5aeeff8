/** Whether one JSON Schema is another with additions only: whoever reads what the earlier one described can go on. */

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/**
 * What `current` takes from the readers of `released`, in words: properties that are gone, are of another type, have other values,
 * or may be absent now. Empty when nothing is.
 */
export function breakingChanges(released: Schema, current: Schema | undefined, path = 'detail'): string[] {
  if (!current) return [`${path} is gone`];
  const faults: string[] = [];
  if (!isSame(released.type, current.type)) faults.push(`${path} is of another type`);
  if (!isSame(released.const, current.const) || !isSame(released.enum, current.enum)) {
    faults.push(`${path} has other values`);
  }
  for (const [name, property] of Object.entries(released.properties ?? {})) {
    const isOptionalNow = released.required?.includes(name) && !current.required?.includes(name);
    const now = current.properties?.[name];
    if (now && isOptionalNow) faults.push(`${path}.${name} may be absent`);
    faults.push(...breakingChanges(property, now, `${path}.${name}`));
  }
  if (released.items) faults.push(...breakingChanges(released.items, current.items, `${path}[]`));
  return faults;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
