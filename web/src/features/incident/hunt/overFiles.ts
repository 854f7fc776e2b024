import type { Tone } from '@/ui/Chip'
import type { Hunt, Rule } from './useHunt'

export const tones: Record<Rule['level'], Tone> = {
  critical: 'danger',
  high: 'danger',
  medium: 'warn',
  low: 'gray',
  informational: 'gray',
}
const levels = ['critical', 'high', 'medium', 'low', 'informational']

export type OverFiles = {
  key: string
  title: string
  level: Rule['level']
  count: number
  files: { hunt: string; name: string; count: number }[]
}

/** What fits over all files, the gravest first, then what fits most. A rule is known by its id. */
export function byRule(hunts: readonly Hunt[]): OverFiles[] {
  const rules = new Map<string, OverFiles>()
  for (const hunt of hunts) {
    for (const { id, title, level, count } of hunt.found) {
      const key = `${id ?? ''} ${title} ${level}`
      const rule = rules.get(key) ?? { key, title, level, count: 0, files: [] }
      rules.set(key, rule)
      rule.count += count
      // One file may be held by two rules of the same name.
      const file = rule.files.find((one) => one.hunt === hunt.id)
      if (file === undefined) rule.files.push({ hunt: hunt.id, name: hunt.name, count })
      else file.count += count
    }
  }
  return [...rules.values()].sort(
    (a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || b.count - a.count,
  )
}
