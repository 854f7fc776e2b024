/** Which file: of what it is, and its name as it is shown. */
export type Place = {
  of: 'reports' | 'incidents' | 'letters'
  id: string
  file: string
  name: string
}
