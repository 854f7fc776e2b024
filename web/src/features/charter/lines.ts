/** Start and end of a line (from 1) of a text; beyond the last line, the end of the text. */
export function rangeOfLine(text: string, line: number): readonly [number, number] {
  let start = 0
  for (let at = 1; at < line; at += 1) {
    const next = text.indexOf('\n', start)
    if (next < 0) return [text.length, text.length]
    start = next + 1
  }
  const end = text.indexOf('\n', start)
  return [start, end < 0 ? text.length : end]
}

/** The line (from 1) in which a place of the text lies. */
export function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length
}

/** The lines from the first to the last difference of two texts, of each of them. */
export function differing(mine: string, theirs: string): { mine: string; theirs: string } {
  const [one, other] = [mine.split('\n'), theirs.split('\n')]
  const shorter = Math.min(one.length, other.length)
  let before = 0
  while (before < shorter && one[before] === other[before]) before += 1
  let after = 0
  while (after < shorter - before && one.at(-1 - after) === other.at(-1 - after)) after += 1
  const middle = (lines: string[]) => lines.slice(before, lines.length - after).join('\n')
  return { mine: middle(one), theirs: middle(other) }
}
