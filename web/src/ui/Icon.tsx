const paths = {
  inbox: 'M3 11h4l1.2 2.2h3.6L13 11h4M3 11l2-6.5h10l2 6.5V16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1Z',
  incident: 'M10 3 17.5 16h-15ZM10 8v3.6M10 13.8v.2',
  alert:
    'M10 17.2a1.6 1.6 0 0 0 1.6-1.4H8.4A1.6 1.6 0 0 0 10 17.2ZM4.5 14h11l-1.4-2V8.6a4.1 4.1 0 0 0-8.2 0V12Z',
  watch:
    'M2.5 10S5.3 5 10 5s7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  misdelivery: 'M3 5h14v10H3ZM3 5.5l7 5.5 7-5.5',
  charter: 'M3 5l4.7-1.7 4.6 1.7L17 3.3V15l-4.7 1.7L7.7 15 3 16.7ZM7.7 3.3V15M12.3 5v11.7',
  journal: 'M4 5h12M4 10h12M4 15h8',
  document: 'M5 3h7l3 3v11H5ZM12 3v3h3M7.5 10h5M7.5 13h5',
  approval: 'M6 3h8v7a4 4 0 0 1-8 0ZM4 17h12M7.7 7.2l1.8 1.8 3-3.2',
  advisory: 'M4 8v4h2.5l5.5 3.5v-11L6.5 8ZM14.5 8a3 3 0 0 1 0 4M16.3 6a6 6 0 0 1 0 8',
  asks: 'M3.5 4h13v9.5H10L6 17v-3.5H3.5ZM7 7.5h6M7 10h4',
  engagement: 'M4 10.5l3-3 2.5 1 2-1.5 4.5 3M4 10.5v4h2l4 2.5 5.5-4V10M3 6.5v9M17 6.5v9',
  people:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16.5a5 5 0 0 1 10 0M13 4a3 3 0 0 1 0 5.6M14.5 12.2a5 5 0 0 1 3 4.3',
  registry:
    'M5 3h11v14H5ZM3 6.5h3M3 10h3M3 13.5h3M11 9.4a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM8.2 14a2.8 2.8 0 0 1 5.6 0',
  help: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM8 8a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.3M10 13.6v.2',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13.2 13.2l4 4',
  check: 'M4.5 10.5l3.7 3.7 7.3-8',
  cross: 'M5 5l10 10M15 5L5 15',
  attach:
    'M13.5 6.5 8 12a1.8 1.8 0 0 0 2.5 2.5l5.5-5.5a3.3 3.3 0 0 0-4.7-4.7L5.6 10a4.8 4.8 0 0 0 6.8 6.8l4.1-4.1',
  error: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 6v5M10 13.8v.2',
  up: 'M5 12.5l5-5 5 5',
  down: 'M5 7.5l5 5 5-5',
} as const

export type IconName = keyof typeof paths

/** A 20 px line icon. It never stands alone for a word, so it is hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
