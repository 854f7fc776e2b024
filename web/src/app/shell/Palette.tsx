import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { query } from '@/api/client'
import { useMay } from '@/app/session'
import { useT } from '@/i18n'
import { Icon } from '@/ui/Icon'
import { Kbd } from '@/ui/Kbd'
import { Marked } from '@/ui/Marked'
import { useAllCommands } from '../commands'
import css from './Palette.module.css'

const hitsShown = 6
const allHits = 'all-hits'

/** Ctrl+K: what can be done here, and every report and incident by number or words. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useT()
  const navigate = useNavigate()
  const { contains } = useFilter({ sensitivity: 'base' })
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.normalize('NFKC').trim())
  const maySearch = useMay('search.use')
  const found = query.useQuery(
    'get',
    '/api/v1/search',
    { params: { query: { q: asked, limit: hitsShown } } },
    { enabled: maySearch && asked.length > 1, placeholderData: (before) => before },
  )
  const commands = useAllCommands().filter(
    (command) =>
      command.id !== 'palette' && command.enabled !== false && contains(command.label, asked),
  )
  const hits = asked.length > 1 ? (found.data?.items ?? []) : []

  const all = t('command.allHits', { words: asked })

  const act = (id: string) => {
    onClose()
    if (id === allHits) return void navigate({ to: '/search', search: { q: asked } })
    const command = commands.find((one) => one.id === id)
    if (command !== undefined) return command.run()
    const hit = hits.find((one) => one.id === id)
    if (hit?.kind === 'incident') void navigate({ to: '/incidents/$id', params: { id: hit.id } })
    if (hit?.kind === 'report')
      void navigate({ to: '/inbox', search: { report: hit.id, state: 'all' } })
  }

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className={css.overlay}
    >
      <Modal className={css.modal}>
        <AriaDialog aria-label={t('command.palette')} className={css.dialog}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField aria-label={t('command.placeholder')} autoFocus className={css.field}>
              <Icon name="search" />
              <Input placeholder={t('command.placeholder')} />
            </SearchField>
            <Menu
              aria-label={t('command.palette')}
              onAction={(key) => act(String(key))}
              className={css.menu}
              renderEmptyState={() => <p className={css.none}>{t('command.none')}</p>}
            >
              {hits.length > 0 && (
                <MenuSection>
                  <Header className={css.header}>{t('command.hits')}</Header>
                  {hits.map((hit) => (
                    <MenuItem
                      key={hit.id}
                      id={hit.id}
                      textValue={`${hit.number.text} ${hit.title.text}`}
                      className={css.item}
                    >
                      <Icon name={hit.kind === 'incident' ? 'incident' : 'inbox'} />
                      <span className="num">
                        <Marked excerpt={hit.number} />
                      </span>
                      <span className={css.words}>
                        <Marked excerpt={hit.title} />
                      </span>
                    </MenuItem>
                  ))}
                  <MenuItem id={allHits} textValue={all} className={css.item}>
                    <Icon name="search" />
                    <span className={css.words}>{all}</span>
                  </MenuItem>
                </MenuSection>
              )}
              {commands.length > 0 && (
                <MenuSection>
                  <Header className={css.header}>{t('command.commands')}</Header>
                  {commands.map((command) => (
                    <MenuItem
                      key={command.id}
                      id={command.id}
                      textValue={command.label}
                      className={css.item}
                    >
                      <span className={css.words}>{command.label}</span>
                      {command.keys !== undefined && <Kbd keys={command.keys} />}
                    </MenuItem>
                  ))}
                </MenuSection>
              )}
            </Menu>
          </Autocomplete>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
