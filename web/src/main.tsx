import './ui/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode, Suspense, useState } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { createRoot } from 'react-dom/client'
import { CommandProvider } from './app/commands'
import { LiveProvider } from './app/live/LiveProvider'
import { makeQueryClient } from './app/queries'
import { router } from './app/router'
import { SessionProvider, useSession } from './app/session'
import { SpeechProvider, useSpeech } from './i18n'
import { whenIdle } from './ui/later'

const OwedPage = lazy(() => import('./features/account/OwedPage'))

/** Everything, once nothing is owed: an initial password to change, a second factor to enrol. */
function Desk() {
  const { session } = useSession()
  if (session.owes.length > 0) return <OwedPage />
  return (
    <LiveProvider>
      <CommandProvider>
        <RouterProvider router={router} context={{ may: session.may }} />
      </CommandProvider>
    </LiveProvider>
  )
}

function App() {
  const [queries] = useState(makeQueryClient)
  const { language } = useSpeech()
  return (
    <I18nProvider locale={language === 'ja' ? 'ja-JP' : 'en-US'}>
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <Desk />
        </SessionProvider>
      </QueryClientProvider>
    </I18nProvider>
  )
}

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <SpeechProvider>
      <Suspense>
        <App />
      </Suspense>
    </SpeechProvider>
  </StrictMode>,
)

// The web font is 98 kB of @font-face alone: it comes after the first screen has been drawn.
whenIdle(() => import('./ui/fonts'))
