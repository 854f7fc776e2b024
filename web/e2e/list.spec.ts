import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { enter } from './city'

const count = 10_000
const pageRows = 200

// Milliseconds of the page's main thread for one act, the tester's own share with it: thread ticks,
// not the clock on the wall, so a busy machine does not count. Rendering every row takes seconds.
const moveMax = 50
const orderMax = 150
const rowsMax = 80

/** One row of the list as the contract has it. */
function row(n: number) {
  const at = new Date(Date.UTC(2026, 10, 24) - n * 600_000).toISOString()
  const priorities = ['P1', 'P2', 'P3', 'P4']
  return {
    id: `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    number: `R8-${String(count - n).padStart(5, '0')}`,
    title: `【架空】案内メールの誤送信 ${n}`,
    priority: priorities[n % 4],
    phase: 'responding',
    categories: [{ code: 'C', name: '盗難・紛失', main: true, suspected: false }],
    department: '市民課',
    declared_at: at,
    changed_at: at,
    tasks_open: n % 7,
    waiting_decisions: 0,
  }
}

/** The list as a city would have it after decades, page by page, as the server gives it. */
async function fill(page: Page): Promise<void> {
  await page.route('**/api/v1/incidents?*', async (route) => {
    const asked = new URL(route.request().url()).searchParams
    const from = Number(asked.get('after') ?? 0)
    const to = Math.min(count, from + pageRows)
    const items = Array.from({ length: to - from }, (_, place) => row(from + place))
    const counts = { open: count, ended: 0 }
    await route.fulfill({ json: { items, counts, ...(to < count && { next: String(to) }) } })
  })
}

// A trace takes a picture of the page at every step, on the very thread that is measured.
test.use({ trace: 'off' })

async function spent(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return (metrics.find((one) => one.name === 'TaskDuration')?.value ?? 0) * 1000
}

test('a list of 10,000 incidents moves and sorts without a hitch', async ({ page }) => {
  test.setTimeout(120_000)
  await enter(page, 'handler')
  await fill(page)
  await page.goto('/incidents?sort=-changed')
  await expect(page.getByText(`${count}件を表示`, { exact: true })).toBeVisible({ timeout: 60_000 })
  const grid = page.getByRole('grid', { name: 'インシデントの一覧' })
  await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1))
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })

  const rows = grid.getByRole('row')
  const focused = grid.locator('[role=gridcell]:focus')
  await page.keyboard.press('j')
  await expect(focused).toBeVisible()
  const began = await spent(devtools)
  const moves = 30
  for (let move = 0; move < moves; move += 1) await page.keyboard.press('PageDown')
  await page.keyboard.press('Control+End')
  await expect(focused).toHaveAttribute('data-cell', /^9999:/)
  expect(await rows.count()).toBeLessThan(rowsMax)
  expect(((await spent(devtools)) - began) / (moves + 1)).toBeLessThan(moveMax)

  const before = await spent(devtools)
  await grid.getByRole('button', { name: '件名' }).click()
  await expect(grid.getByRole('columnheader', { name: '件名' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  expect((await spent(devtools)) - before).toBeLessThan(orderMax)
  expect(await rows.count()).toBeLessThan(rowsMax)
})

test('重大 is told from the rest when the system chooses the colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await enter(page, 'handler')
  await fill(page)
  await page.goto('/incidents')
  const grid = page.getByRole('grid', { name: 'インシデントの一覧' })
  const frames = []
  for (const word of ['重大', '高', '中', '低']) {
    const chip = grid.getByText(`優先順位 ${word}`, { exact: true }).first()
    frames.push(await chip.evaluate((one) => getComputedStyle(one).borderTopWidth))
  }
  expect(frames).toEqual(['3px', '1px', '1px', '1px'])
})
