import { unlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import { enter, expectAccessible, expectNoSidewaysScroll, tabTo } from './city'

const settings = new URL(
  `../../build/e2e-${process.env.SOKUO_E2E_PORT ?? '4810'}/monitors.yaml`,
  import.meta.url,
)
const name = 'トップページ（架空）'
const right = '<title>みほん市</title><h1>みほん市</h1><p>防災のお知らせ</p><p>くらしの窓口</p>'
const wrong =
  '<title>みほん市</title><h1>HACKED BY nobody</h1><p>くらしの窓口</p><script src=//evil.example/x></script>'

const button = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true })

async function press(page: Page, label: string): Promise<void> {
  await tabTo(button(page, label))
  await page.keyboard.press('Enter')
}

test.describe('見張り', () => {
  let site: Server
  let html = right

  test.beforeAll(async () => {
    site = createServer((_, answer) => {
      answer.setHeader('Content-Type', 'text/html; charset=utf-8')
      answer.end(html)
    })
    await new Promise<void>((done) => {
      site.listen(0, '127.0.0.1', done)
    })
    const { port } = site.address() as AddressInfo
    const hour = 3_600_000
    const time = (from: number) => new Date(Date.now() + from).toISOString()
    // Under announced work, so that the inbox the other tests share is left alone.
    writeFileSync(
      settings,
      `monitors:
  - name: ${name}
    kind: page
    address: http://127.0.0.1:${port}/
    loopback: true
    every_seconds: 30
    alarm: {after: 1, maintenance: [{from: "${time(-hour)}", to: "${time(hour)}"}]}
`,
    )
  })

  test.afterAll(() => {
    unlinkSync(settings)
    site.close()
  })

  test('a page that was defaced stands beside the right one, and is accepted with a reason', async ({
    page,
  }) => {
    test.setTimeout(120_000)
    await enter(page, 'handler', '/monitors')
    const card = page.getByRole('article').filter({ hasText: name })
    await expect(card.getByText('問題なし', { exact: false }).first()).toBeVisible({
      timeout: 40_000,
    })
    await expect(page.getByText('すべて問題ありません')).toBeVisible()

    html = wrong
    await press(page, `「${name}」を詳しく見る`)
    await press(page, 'いま見る')
    await expect(
      card.getByText('改ざんでよく使われる言葉があります', { exact: false }),
    ).toBeVisible({ timeout: 20_000 })
    await expect(card.getByText('スクリプト：evil.example')).toBeVisible()
    const rows = card.getByRole('table')
    await expect(rows.getByRole('columnheader', { name: '正しいページ' })).toBeVisible()
    await expect(rows.locator('del', { hasText: 'みほん市' })).toBeVisible()
    await expect(rows.locator('ins', { hasText: 'HACKED BY nobody' })).toBeVisible()
    await expect(card.getByText('状態 異常')).toBeVisible({ timeout: 20_000 })
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)

    await press(page, 'いまのページを正しいものとする')
    await expect(page.getByRole('textbox', { name: '正しいと確かめたわけ' })).toBeFocused()
    await press(page, '正しいと記録する')
    await expect(page.getByText('確かめたわけを書いてください。')).toBeVisible()
    await tabTo(page.getByRole('textbox', { name: '正しいと確かめたわけ' }), 'Shift+Tab')
    await page.keyboard.type('訓練のために自分で書き換えた')
    await expectAccessible(page)
    await press(page, '正しいと記録する')
    await expect(
      page.getByText('正しいとしたページと、いまのページに違いはありません。'),
    ).toBeVisible()
    await expect(page.getByText('すべて問題ありません')).toBeVisible({ timeout: 20_000 })
    await tabTo(card.getByRole('button', { name: '閉じる', exact: true }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(button(page, `「${name}」を詳しく見る`)).toBeFocused()
  })

  test('who may only read sees the state, and no button to change it', async ({ page }) => {
    await enter(page, 'ciso', '/monitors')
    await expect(page.getByRole('heading', { level: 1, name: '見張り' })).toBeVisible()
    await press(page, `「${name}」を詳しく見る`)
    await expect(page.getByText('見る先')).toBeVisible()
    await expect(button(page, 'いま見る')).toHaveCount(0)
    await expectAccessible(page)
  })
})
