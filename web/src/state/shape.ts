// Values that come from outside, checked field by field, so that a wrong one is named by its place.

/** Says in words what is wrong with something that the person gave us. */
export class InputError extends Error {
  override name = "InputError";
}

/** A value and where it stands, such as `documents[2].text`. */
export class Field {
  constructor(
    readonly value: unknown,
    readonly path: string,
  ) {}

  /** A failure that names this place. */
  wrong(expected: string): InputError {
    return new InputError(`\`${this.path || "the whole"}\` is ${kind(this.value)}, expected ${expected}`);
  }

  text(): string {
    if (typeof this.value !== "string") throw this.wrong("a text");
    return this.value;
  }

  flag(): boolean {
    if (typeof this.value !== "boolean") throw this.wrong("true or false");
    return this.value;
  }

  one<T extends string>(choices: readonly T[]): T {
    const found = choices.find((it) => it === this.value);
    if (found === undefined) throw this.wrong(`one of ${choices.map((it) => `\`${it}\``).join(", ")}`);
    return found;
  }

  list<T>(most: number, each: (item: Field) => T): T[] {
    if (!Array.isArray(this.value)) throw this.wrong("a list");
    if (this.value.length > most) throw new InputError(`\`${this.path}\` has more than ${most} entries`);
    return this.value.map((item: unknown, at) => each(new Field(item, `${this.path}[${at}]`)));
  }

  /** The fields of an object; other names than these are refused. */
  object<K extends string>(names: readonly K[]): Record<K, Field> {
    const entries = this.entries(Infinity);
    for (const [name] of entries) {
      if (!names.some((it) => it === name)) {
        throw new InputError(`\`${this.path || "the whole"}\` has an unknown field \`${name.slice(0, 60)}\``);
      }
    }
    const given = new Map(entries);
    return Object.fromEntries(names.map((name) => [name, given.get(name) ?? this.at(name, undefined)])) as Record<K, Field>;
  }

  /** All fields of an object, of whatever names. */
  entries(most: number): [string, Field][] {
    if (!isObject(this.value)) throw this.wrong("an object");
    const entries = Object.entries(this.value);
    if (entries.length > most) throw new InputError(`\`${this.path || "the whole"}\` has more than ${most} fields`);
    return entries.map(([name, value]) => [name, this.at(name, value)]);
  }

  maybe<T>(read: (field: Field) => T): T | undefined {
    return this.value === undefined ? undefined : read(this);
  }

  private at(name: string, value: unknown): Field {
    return new Field(value, this.path === "" ? name : `${this.path}.${name}`);
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `name: value` as an object, or nothing where there is no value. */
export function given<K extends string, T>(name: K, value: T | undefined): { [key in K]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { [key in K]?: T };
}

function kind(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  const names: Record<string, string> = { string: "a text", number: "a number", boolean: "true or false", object: "an object" };
  return names[typeof value] ?? typeof value;
}
