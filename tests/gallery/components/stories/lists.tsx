import { useRef, useState } from 'react';
import { DataGrid } from '../../../../src-renderer/ui/data-grid.tsx';
import { StatusGlyph } from '../../../../src-renderer/ui/status-glyph.tsx';
import { VirtualList } from '../../../../src-renderer/ui/virtual-list.tsx';
import { longWords, rightToLeft, say, unbroken } from '../words.ts';
import type { Looks } from './all.tsx';
import { nothing } from './kept.tsx';

const titles = ['Fix login on Safari', 'Write the pricing page', rightToLeft, 'Measure search results'];
const long = [unbroken, longWords, rightToLeft];

function Grid({ rows, isLoading = false }: { readonly rows: readonly string[]; readonly isLoading?: boolean }) {
  const grid = useRef<HTMLTableElement>(null);
  const [current, setCurrent] = useState<number | null>(1);
  return (
    <DataGrid
      label={say('Tasks')}
      gridRef={grid}
      rowCount={rows.length}
      rowAt={(index) => (isLoading ? undefined : rows[index])}
      columns={[
        {
          id: 'state',
          header: say('State'),
          hideHeader: true,
          cell: () => <StatusGlyph shape="check" tone="quiet" label={say('In sync')} />,
        },
        { id: 'title', header: say('Title'), isSortable: true, isResizable: true, cell: (title) => <bdi>{title}</bdi> },
        { id: 'status', header: say('Status'), isSortable: true, cell: () => say('Doing') },
      ]}
      tracks="32px 1fr 120px"
      rowHeight={36}
      headHeight={28}
      sort={{ column: 'title', descending: false }}
      onSort={nothing}
      onResize={nothing}
      current={current}
      onCurrent={setCurrent}
      opened={2}
      onOpen={nothing}
      isSelected={(row) => row === rows[3]}
      onSelect={nothing}
      onRange={nothing}
      onKey={nothing}
      resetKey=""
    />
  );
}

export const lists: Looks<'data-grid' | 'virtual-list'> = {
  'data-grid': {
    filled: <Grid rows={titles} />,
    loading: <Grid rows={titles} isLoading />,
    hover: <Grid rows={titles} />,
    focus: <Grid rows={titles} />,
    long: <Grid rows={long} />,
  },
  'virtual-list': {
    filled: (
      <div data-scroller="" style={{ height: 120, overflow: 'auto' }}>
        <VirtualList label={say('Changes')} items={titles} keyOf={(title) => title} estimate={24}>
          {(title) => <p dir="auto">{title}</p>}
        </VirtualList>
      </div>
    ),
  },
};
