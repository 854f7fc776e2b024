import * as app from './en/app'
import { charter } from './en/charter'
import { inbox } from './en/inbox'
import { incident } from './en/incident'
import { journal } from './en/journal'
import { misdelivery } from './en/misdelivery'
import { triage } from './en/triage'
import * as ui from './en/ui'
import type { Dict } from './index'

/** Every English text; a missing one does not compile. */
export const en = {
  ...app,
  ...ui,
  inbox,
  incident,
  journal,
  charter,
  misdelivery,
  triage,
} satisfies Dict
