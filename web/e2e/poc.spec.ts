import { expect, test } from '@playwright/test'
import { enter, expectAccessible, expectNoSidewaysScroll, tabTo } from './city'

test('a poster is fetched and where it hangs is written down, by keyboard', async ({ page }) => {
  await enter(page, 'member', '/charter?part=publicity')
  await expect(page.getByRole('heading', { name: '掲示（ポスター）' })).toBeVisible()
  await expectAccessible(page)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '職員向けを作る（PDF）' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('poster-staff.pdf')

  await tabTo(page.getByRole('button', { name: '周知を記録する' }))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('方法')).toBeFocused()
  await tabTo(page.getByRole('button', { name: 'この周知を記録する' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('場所を書いてください。')).toBeVisible()
  await expect(page.getByText('実施日を書いてください。')).toBeVisible()
  await tabTo(page.getByRole('textbox', { name: '場所' }), 'Shift+Tab')
  await page.keyboard.type('本庁舎1階の入口')
  for (const [label, value] of [
    ['年', '令和8'],
    ['月', '11'],
    ['日', '20'],
  ] as const) {
    await tabTo(page.getByLabel(label, { exact: true }))
    await page.keyboard.type(value)
  }
  await expectAccessible(page)
  await tabTo(page.getByRole('button', { name: 'この周知を記録する' }))
  await page.keyboard.press('Enter')
  const line = page.getByRole('listitem').filter({ hasText: '本庁舎1階の入口' })
  await expect(line.getByText('掲示中')).toBeVisible()
  await expect(line.getByText(/令和8年11月20日/)).toBeVisible()
  await expectNoSidewaysScroll(page)
})
