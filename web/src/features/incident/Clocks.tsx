import { useState } from 'react'
import { useNow } from '@/app/useNow'
import type { Language } from '@/i18n'
import { dayAndClock, monthDay } from '@/i18n/dates'
import { type Say, useSpeech } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import { Card, Facts } from '@/ui/Card'
import { ClockStrip, type Obligation } from '@/ui/ClockStrip'
import css from './Clocks.module.css'
import { daysOf, nearest } from './clocks'
import type { Clock } from './data'
import shared from './incident.module.css'
import { useRoom } from './room'

/** The days of an obligation in words, or undefined when it counts in minutes. */
export function daysText(clock: Clock, t: Say, language: Language): string | undefined {
  const days = daysOf(clock)
  switch (days?.kind) {
    case 'span':
      return t('incident.clock.span', {
        from: monthDay(days.from, language),
        to: monthDay(days.to, language),
      })
    case 'rolled':
      return t('incident.clock.rolled', {
        calendar: monthDay(days.calendar, language),
        due: monthDay(days.due, language),
      })
    case 'day':
      return monthDay(days.due, language)
    case undefined:
      return undefined
  }
}

/** The four nearest obligations; a press shows where one comes from and how it is settled. */
export function Clocks() {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(15_000)
  const [open, setOpen] = useState<string>()
  const shown = nearest(incident.clocks)
  const clock = shown.find((one) => one.key === open)
  if (shown.length === 0) return null
  const items = shown.map((one): Obligation => {
    const days = daysText(one, t, language)
    return {
      key: one.key,
      label: one.label,
      kind: one.kind,
      state: one.state,
      isVerified: one.verified,
      ...(one.due_at !== undefined && { dueAt: new Date(one.due_at) }),
      ...(one.done_at !== undefined && { doneAt: new Date(one.done_at) }),
      ...(days !== undefined && { dueText: days }),
      note: (
        <>
          {one.state !== 'done' && <span className={css.nowrap}>{one.from_label}</span>}
          <button
            type="button"
            className={css.clockMore}
            aria-expanded={one.key === open}
            onClick={() => setOpen(one.key === open ? undefined : one.key)}
          >
            <span className="hidden-visually">{t('incident.clock.more', { name: one.label })}</span>
          </button>
        </>
      ),
    }
  })
  return (
    <>
      <div className={css.clocks}>
        <ClockStrip items={items} now={now} />
      </div>
      {clock !== undefined && <ClockDetail clock={clock} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function ClockDetail({ clock, onClose }: { clock: Clock; onClose: () => void }) {
  const { t, language } = useSpeech()
  const { compose } = useRoom()
  const now = useNow(60_000)
  const at = (time: string | undefined) =>
    time === undefined ? t('ui.unknown') : dayAndClock(new Date(time), now, language)
  const days = daysText(clock, t, language)
  const rows = [
    {
      name: t('incident.clock.kind'),
      value: clock.kind === 'law' ? t('incident.clock.law') : t('incident.clock.target'),
    },
    ...(clock.addressee === ''
      ? []
      : [{ name: t('incident.clock.addressee'), value: clock.addressee }]),
    {
      name: t('incident.clock.from'),
      value: t('incident.clock.fromWhat', { what: clock.from_label ?? '', at: at(clock.from_at) }),
    },
    { name: t('incident.clock.due'), value: days ?? at(clock.due_at) },
    { name: t('incident.clock.source'), value: clock.source },
    ...(clock.verified
      ? []
      : [{ name: t('ui.unverified'), value: t('incident.clock.unverifiedWhat') }]),
  ]
  return (
    <div className={shared.screenOnly}>
      <Card
        title={clock.label}
        action={
          <Button kind="text" size="small" onPress={onClose}>
            {t('ui.close')}
          </Button>
        }
      >
        <Facts rows={rows} />
        {clock.state !== 'done' && (
          <div className={shared.row}>
            <Button
              size="small"
              onPress={() => {
                onClose()
                compose({ kind: 'contact', fulfils: { key: clock.key, label: clock.label } })
              }}
            >
              {t('incident.clock.told')}
            </Button>
          </div>
        )}
      </Card>
    </div>
  )
}
