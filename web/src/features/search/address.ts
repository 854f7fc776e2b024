import type { SearchAddress } from '@/app/router'

/** The filters of the address, without the words and the part that is shown. */
export const filterNames = [
  'state',
  'channel',
  'category',
  'incident',
  'from',
  'to',
  'without',
] as const

/** Whether anything but the words narrows what is found. */
export function isNarrowed(address: SearchAddress): boolean {
  return address.kind !== undefined || filterNames.some((name) => address[name] !== undefined)
}

/** The same with some of it changed; what is empty leaves the address. */
export function changed(address: SearchAddress, part: Partial<SearchAddress>): SearchAddress {
  const merged = Object.entries({ ...address, ...part })
  return Object.fromEntries(
    merged.filter(([, value]) => value !== undefined && value !== ''),
  ) as SearchAddress
}

/** Nothing but the words. */
export function widened({ q }: SearchAddress): SearchAddress {
  return changed({}, { q })
}

const tabs = [
  ['incident.fact', 'facts'],
  ['incident.task', 'tasks'],
  ['incident.attached', 'files'],
  ['incident.condition', 'closure'],
  ['incident.converged', 'closure'],
  ['incident.closed', 'closure'],
  ['incident.engagement', 'people'],
  ['incident.asked', 'people'],
  ['incident.ask_', 'people'],
] as const

/** The tab of an incident on which an entry of this type is read. */
export function tabOf(type: string): (typeof tabs)[number][1] | undefined {
  return tabs.find(([beginning]) => type.startsWith(beginning))?.[1]
}
