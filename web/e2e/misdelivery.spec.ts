import { expect, type Locator, test } from '@playwright/test'
import { enter, expectAccessible, renew } from './city'

const fieldsMax = 15
const clicksMax = 12

test('a mail to 300 people in Cc is on record in few fields and clicks', async ({ page }) => {
  await enter(page, 'handler', '/misdelivery')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('誤送付・誤送信・紛失を記録する')
  await expectAccessible(page)

  // A field is what is asked: a group of radios, checkboxes or parts of a date counts once, and a
  // number with how sure it is as well.
  const fields = await page.locator('main').evaluate((main) => {
    const groups = [...main.querySelectorAll('fieldset, [role=group], [role=radiogroup]')]
    const alone = [...main.querySelectorAll('input, textarea, select')].filter(
      (one) => !groups.some((group) => group.contains(one)),
    )
    const asked = groups.filter((group) => !group.querySelector('.hidden-visually'))
    return alone.length + asked.length
  })
  expect(fields).toBeGreaterThan(8)
  expect(fields).toBeLessThanOrEqual(fieldsMax)

  let clicks = 0
  const click = async (target: Locator) => {
    clicks += 1
    await target.click()
  }
  const write = async (target: Locator, words: string) => {
    await click(target)
    await page.keyboard.insertText(words)
  }
  await click(page.getByText('誤送信（メール）'))
  await write(page.getByLabel('何がどのように'), '案内メールの宛先を「Cc」に入れて送った')
  await click(page.getByRole('button', { name: 'いまの時刻を入れる' }))
  await write(page.getByLabel('送った先の数', { exact: true }), '300')
  await write(page.getByLabel('本人の数', { exact: true }), '３００')
  await click(page.getByText('氏名', { exact: true }))
  await click(page.getByText('メールアドレス', { exact: true }))
  await expect(page.getByText(/本人が100人を超えるので/)).toBeVisible()
  await click(page.getByRole('radiogroup', { name: '消去のお願い' }).getByLabel('お願いした'))
  await click(page.getByRole('button', { name: '記録して、事案を開く' }))
  const clocks = page.getByRole('region', { name: '期限と目安' })
  await renew(page, 'handler', () => clocks.waitFor())
  expect(clicks).toBeLessThanOrEqual(clicksMax)

  // 個人情報保護法: both reports to the commission are 期限 and count from the day of knowing.
  const law = clocks
    .getByRole('listitem')
    .filter({ hasText: '個人情報保護委員会' })
    .filter({ hasText: '知った日から' })
  await expect(law).toHaveCount(2)
  for (const one of await law.all()) await expect(one.getByText('期限')).toBeVisible()
  await expect(page.getByText('300').first()).toBeVisible()
  await expectAccessible(page)
})
