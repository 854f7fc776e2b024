/**
 * The dictionary's types. Japanese is the source: its texts decide which keys exist and which
 * values a text needs (`{n}` in the text = `n` must be passed), so a missing key, a missing
 * translation and a missing value are all compile errors.
 *
 * English may choose a form by number: `{n} {n|report|reports}`.
 */
export type Tree = { readonly [key: string]: string | Tree }

/** The same keys as T with any text: what a translation has to satisfy. */
export type SameKeys<T extends Tree> = {
  readonly [K in keyof T]: T[K] extends Tree ? SameKeys<T[K]> : string
}

/** Every key of the tree, written with dots. */
export type KeyOf<T extends Tree> = {
  [K in keyof T & string]: T[K] extends Tree ? `${K}.${KeyOf<T[K]>}` : K
}[keyof T & string]

/** The text that stands under a dotted key. */
export type TextAt<T extends Tree, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? T[Head] extends Tree
    ? TextAt<T[Head], Rest>
    : never
  : T[K]

/** The names between braces in a text. */
export type ParamsOf<S> = S extends `${string}{${infer P}}${infer Rest}`
  ? P | ParamsOf<Rest>
  : never

/** What has to be passed beside the key: nothing, or every name of the text. */
export type Args<S> = [ParamsOf<S>] extends [never]
  ? []
  : [values: { readonly [P in ParamsOf<S>]: string | number }]

/** Says a text in the person's language: `t('inbox.waiting', { n: 4 })`. */
export type Say<T extends Tree> = <K extends KeyOf<T>>(
  key: K,
  ...args: Args<TextAt<T, K>>
) => string

/** Makes `t` for a dictionary that has the keys of T. */
export function speak<T extends Tree>(dict: Tree): Say<T> {
  return (key, ...args) => {
    const text = lookUp(dict, key) ?? key
    const values = args[0] as Readonly<Record<string, string | number>> | undefined
    return values === undefined ? text : fill(text, values)
  }
}

/** Puts values into a text. A name nobody passed stays visible as `{name}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one, other) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one === undefined) return String(value)
    return Number(value) === 1 ? one : other
  })
}

/** Finds the text under a dotted key, or undefined. */
export function lookUp(tree: Tree, key: string): string | undefined {
  let at: string | Tree | undefined = tree
  for (const part of key.split('.')) {
    if (at === undefined || typeof at === 'string') return undefined
    at = at[part]
  }
  return typeof at === 'string' ? at : undefined
}
