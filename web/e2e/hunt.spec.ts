import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { declareMail, enter, expectAccessible, expectNoSidewaysScroll, tabTo } from './city'

const log = readFileSync(
  new URL('../../tests/detect/rules/win_security_log_cleared/fires.jsonl', import.meta.url),
)

const added = readFileSync(
  new URL('../../tests/detect/rules/lnx_auth_user_added_to_sudo/fires.log', import.meta.url),
)

test('添えられたイベントログを検知ルールで調べ、選んだ記録を経過に加える', async ({ page }) => {
  await enter(page, 'handler', '/inbox')
  const incident = await declareMail(page, '端末の動きがおかしい')
  await page.goto(`${incident}?tab=files`)
  await expect(page.getByRole('heading', { name: '検知ルールで調べる' })).toBeVisible()
  await expect(page.getByText('添付がありません。ログのファイルを添えると')).toBeVisible()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'security.jsonl', mimeType: 'application/json', buffer: log })
  const start = page.getByRole('button', { name: '検知ルールで調べる' })
  await tabTo(start)
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 件のファイルを調べました。')).toBeVisible()
  const found = page.getByRole('region', { name: '調べた結果' })
  await expect(found.getByText('ルールの作成：Sokuo（Apache-2.0）').first()).toBeAttached()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  const first = found.locator('details').first()
  if ((await first.getAttribute('open')) === null) await first.locator('summary').press('Enter')
  const event = first.getByRole('checkbox').first()
  await event.focus()
  await page.keyboard.press('Space')
  const add = found.getByRole('button', { name: '選んだ 1 件を経過に加える' })
  await tabTo(add)
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 件を経過に加えました。')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('tab', { name: '状況' }).click()
  await expect(page.getByText('に当てはまる記録（security.jsonl の記録')).toBeVisible()
  await expect(page.getByText('添付のファイルを検知ルールで調べた').first()).toBeVisible()
})

test('いくつもの添付を一度に調べ、ルールごとに、どのファイルに何件あったかを見る', async ({
  page,
}) => {
  await enter(page, 'handler', '/inbox')
  const incident = await declareMail(page, '二台のサーバーで心当たりのない管理者')
  await page.goto(`${incident}?tab=files`)
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/plain', buffer })
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      file('www1.log', added),
      file('www2.log', Buffer.concat([added, Buffer.from('\n'), added])),
      file('broken.evtx', Buffer.concat([Buffer.from('ElfFile\0'), Buffer.alloc(9_000, 7)])),
      file('security.jsonl', log),
    ])
  await expect(page.getByText('security.jsonl').first()).toBeVisible()
  await expect(page.getByText('broken.evtx').first()).toBeVisible()
  const start = page.getByRole('button', { name: '検知ルールで調べる' })
  await tabTo(start)
  await page.keyboard.press('Enter')
  await expect(page.getByText('件のファイルを調べました。').first()).toBeVisible()
  const all = page.getByRole('region', { name: 'ルールごとの結果' })
  const row = all.getByRole('row').filter({ hasText: 'www1.log' })
  await expect(row).toContainText('www2.log')
  await expect(all.getByText('読める記録がなかったファイル：broken.evtx')).toBeVisible()
  await expect(all.getByRole('row').filter({ hasText: 'security.jsonl' }).first()).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})
