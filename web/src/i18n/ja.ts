import * as app from './ja/app'
import { charter } from './ja/charter'
import { inbox } from './ja/inbox'
import { incident } from './ja/incident'
import { journal } from './ja/journal'
import { misdelivery } from './ja/misdelivery'
import { triage } from './ja/triage'
import * as ui from './ja/ui'

/** Every Japanese text. Each feature has a file of its own in ja/ and the same one in en/. */
export const ja = { ...app, ...ui, inbox, incident, journal, charter, misdelivery, triage } as const
