import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { asProblem } from '@/api/problem'
import { type Command, useCommands } from '@/app/commands'
import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/incident'
import { ButtonLink } from '@/ui/Button'
import { later } from '@/ui/later'
import { EmptyState, Loading } from '@/ui/Notice'
import { Tabs } from '@/ui/Tabs'
import { Clocks } from './Clocks'
import { type Incident, incidentOptions } from './data'
import { Followers } from './Followers'
import { Head } from './Head'
import css from './incident.module.css'
import { PrintButton } from './PrintButton'
import { Rail } from './Rail'
import { type IncidentTab, RoomProvider, type Seed } from './room'
import { StatusTab } from './StatusTab'

const Circle = later(() => import('./Circle'))
const Correction = later(() => import('./Correction'))
const StandInHere = later(() => import('./StandInHere'), null)
const TasksTab = later(() => import('./tabs/TasksTab'))
const FactsTab = later(() => import('./tabs/FactsTab'))
const FilesTab = later(() => import('./tabs/FilesTab'))
const ClosureTab = later(() => import('./tabs/ClosureTab'))
const PeopleTab = later(() => import('./tabs/PeopleTab'))
const HistoryTab = later(() => import('./tabs/HistoryTab'))

/** One incident: where it stands, what falls due, what is next, and the record of it all. */
export default function IncidentPage() {
  const t = useT()
  const { id } = useParams({ from: '/incidents/$id' })
  const { data, error } = useQuery(incidentOptions(id))
  if (data !== undefined) return <Room key={id} incident={data} />
  if (error === null) {
    return (
      <Page title={t('nav.incidents')}>
        <Loading />
      </Page>
    )
  }
  const problem = asProblem(error)
  return (
    <Page title={t('nav.incidents')}>
      <EmptyState title={problem.isUnreachable ? t('ui.unreachable') : problem.message}>
        <ButtonLink to="/incidents">{t('incident.toList')}</ButtonLink>
      </EmptyState>
    </Page>
  )
}

function Room({ incident }: { incident: Incident }) {
  const t = useT()
  const navigate = useNavigate({ from: '/incidents/$id' })
  const { tab = 'status' } = useSearch({ from: '/incidents/$id' })
  const [seed, setSeed] = useState<Seed>()
  const [step, setStep] = useState<string>()
  const [opened, setOpened] = useState<'correct' | 'circle'>()
  const corrector = useRef<HTMLButtonElement>(null)
  const circler = useRef<HTMLButtonElement>(null)
  const toggle = (what: 'correct' | 'circle') => setOpened(opened === what ? undefined : what)

  const goTo = useCallback(
    (to: IncidentTab) =>
      void navigate({ search: to === 'status' ? {} : { tab: to }, resetScroll: false }),
    [navigate],
  )
  const compose = useCallback(
    (asked: Omit<Seed, 'turn'>) => {
      goTo('status')
      setSeed((last) => ({ ...asked, turn: (last?.turn ?? 0) + 1 }))
    },
    [goTo],
  )
  const room = useMemo(
    () => ({ incident, goTo, compose, seed, openStep: setStep }),
    [incident, goTo, compose, seed],
  )
  useRoomCommands(goTo, compose)

  const done = incident.tasks.filter((task) => task.state !== 'open').length
  const met = incident.closure.filter((condition) => condition.state !== 'open').length
  const tabs = [
    { value: 'status' as const, label: t('incident.tab.status') },
    {
      value: 'tasks' as const,
      label: t('incident.tab.tasks'),
      count: `${done}/${incident.tasks.length}`,
    },
    { value: 'facts' as const, label: t('incident.tab.facts') },
    {
      value: 'files' as const,
      label: t('incident.tab.files'),
      count: String(incident.attachments.length),
    },
    {
      value: 'closure' as const,
      label: t('incident.tab.closure'),
      count: `${met}/${incident.closure.length}`,
    },
    { value: 'people' as const, label: t('incident.tab.people') },
    { value: 'history' as const, label: t('incident.tab.history') },
  ]
  return (
    <RoomProvider value={room}>
      <Page
        title={incident.title || t('ui.erased')}
        crumb={
          <>
            <Link to="/incidents">{t('nav.incidents')}</Link>
            {t('incident.crumbGap')}
            <span className="num">{incident.number}</span>
          </>
        }
        meta={
          <Head
            opened={opened}
            onCorrect={() => toggle('correct')}
            opener={corrector}
            onCircle={() => toggle('circle')}
            circleOpener={circler}
          />
        }
        actions={<PrintButton />}
      >
        <div className={css.top}>
          {incident.circle !== undefined && incident.circle.excluded.length > 0 && <StandInHere />}
          {opened !== 'circle' && <Followers onOpen={() => setOpened('circle')} />}
          {opened === 'correct' && (
            <Correction
              onClose={() => {
                setOpened(undefined)
                corrector.current?.focus()
              }}
            />
          )}
          {opened === 'circle' && (
            <Circle
              onClose={() => {
                setOpened(undefined)
                circler.current?.focus()
              }}
            />
          )}
          <div className={tab === 'status' ? css.where : css.whereElse}>
            <Rail openKey={step} onOpenKey={setStep} />
            <Clocks />
          </div>
        </div>
        <Tabs label={t('incident.tabs')} tabs={tabs} value={tab} onChange={goTo}>
          {tab === 'status' && <StatusTab />}
          {tab === 'tasks' && <TasksTab />}
          {tab === 'facts' && <FactsTab />}
          {tab === 'files' && <FilesTab />}
          {tab === 'closure' && <ClosureTab />}
          {tab === 'people' && <PeopleTab />}
          {tab === 'history' && <HistoryTab />}
        </Tabs>
      </Page>
    </RoomProvider>
  )
}

const order = ['status', 'tasks', 'facts', 'files', 'closure', 'people', 'history'] as const

function useRoomCommands(
  goTo: (tab: IncidentTab) => void,
  compose: (seed: Omit<Seed, 'turn'>) => void,
): void {
  const t = useT()
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'incident.record',
        group: 'screen',
        label: t('incident.command.record'),
        keys: 'a',
        run: () => compose({ kind: 'fact' }),
      },
      {
        id: 'incident.tell',
        group: 'screen',
        label: t('incident.command.tell'),
        keys: 't',
        run: () => compose({ kind: 'contact' }),
      },
      ...order.map((tab, place) => ({
        id: `incident.tab.${tab}`,
        group: 'screen' as const,
        label: t(`incident.tab.${tab}`),
        keys: `alt+${place + 1}`,
        run: () => goTo(tab),
      })),
    ],
    [goTo, compose, t],
  )
  useCommands(commands)
}
