import type { Schemas } from '@/api/client'

/** 閲覧の制限 as a person is choosing it. */
export type CircleDraft = Required<Schemas['CircleInput']>

export const openCircle: CircleDraft = { restricted: false, named: [], excluded: [], reason: '' }

/** Nobody is kept from it. */
export function isOpen(circle: CircleDraft): boolean {
  return !circle.restricted && circle.excluded.length === 0
}

/** What goes to the server; those named mean nothing where everybody may see it. */
export function circleInput(circle: CircleDraft): Schemas['CircleInput'] {
  return {
    restricted: circle.restricted,
    named: circle.restricted ? circle.named : [],
    excluded: circle.excluded,
    reason: circle.reason.trim(),
  }
}

/** The circle as it stands, to begin changing it; the reason is for each change anew. */
export function draftOf(circle: Schemas['Circle'] | undefined): CircleDraft {
  const ids = (people: Schemas['PersonRef'][]) => people.flatMap((one) => one.id ?? [])
  if (circle === undefined) return openCircle
  return {
    restricted: circle.restricted,
    named: ids(circle.named),
    excluded: ids(circle.excluded),
    reason: '',
  }
}

export function isSameCircle(
  one: Schemas['Circle'] | undefined,
  other: Schemas['Circle'] | undefined,
): boolean {
  const text = (circle: Schemas['Circle'] | undefined) => {
    const { restricted, named, excluded } = draftOf(circle)
    return JSON.stringify([restricted, [...named].sort(), [...excluded].sort()])
  }
  return text(one) === text(other)
}

/** Whether somebody may know of what the circle is drawn around; without a circle everybody may. */
export function knows(circle: Schemas['Circle'] | undefined, person: string | null): boolean {
  if (circle === undefined) return true
  const isIn = (people: Schemas['PersonRef'][]) => people.some((one) => one.id === person)
  return !isIn(circle.excluded) && (!circle.restricted || isIn(circle.named))
}
