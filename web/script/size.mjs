// Weighs what a first visit to each main screen loads, gzipped, and refuses more than the budget.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('manifest.json', dist), 'utf8'))
const limits = { script: 190_000, style: 20_000 }
const firstScreens = [
  'index.html',
  'src/features/inbox/InboxPage.tsx',
  'src/features/incident/IncidentPage.tsx',
]

const weigh = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length

/** Every script and stylesheet that must be there before the entries run. */
function needed(entries) {
  const seen = new Set()
  const files = { script: new Set(), style: new Set() }
  const take = (key) => {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) return
    seen.add(key)
    files.script.add(chunk.file)
    for (const css of chunk.css ?? []) files.style.add(css)
    for (const next of chunk.imports ?? []) take(next)
  }
  for (const entry of entries) take(entry)
  return files
}

const sum = (files) => [...files].reduce((total, file) => total + weigh(file), 0)
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`
let failed = false

const first = needed(firstScreens)
for (const [kind, limit] of Object.entries(limits)) {
  const bytes = sum(first[kind])
  const verdict = bytes <= limit ? 'ok' : 'TOO MUCH'
  failed ||= bytes > limit
  process.stdout.write(
    `shell + inbox + incident, ${kind}: ${kB(bytes)} gz of ${kB(limit)} ${verdict}\n`,
  )
}
process.stdout.write(`shell alone, script: ${kB(sum(needed(['index.html']).script))} gz\n`)

const shared = needed(firstScreens).script
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || firstScreens.includes(key)) continue
  const own = [...needed([key]).script].filter((file) => !shared.has(file))
  const bytes = sum(own)
  const tooMuch = bytes > 40_000
  failed ||= tooMuch
  process.stdout.write(`  ${key}: ${kB(bytes)} gz${tooMuch ? ' TOO MUCH (40 kB)' : ''}\n`)
}
process.exit(failed ? 1 : 0)
