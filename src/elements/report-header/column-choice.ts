/** Which columns are shown, as the chooser changes it. */
import type { ExtraColumn } from '../../context/settings-context.js';
import type { Localization, MessageKey } from '../../localization/index.js';
import { COLUMNS, type ColumnId } from '../../model/view-state.js';
import { displayText } from '../shared/customer-text.js';

export interface ColumnChoice {
  readonly id: ColumnId;
  readonly label: string;
}

/** All columns there are, the host's own after the built-in ones. */
export function columnChoices(extra: readonly ExtraColumn[], words: Localization): readonly ColumnChoice[] {
  return [
    ...COLUMNS.map((id) => ({ id, label: words.term(`column.${id}` satisfies MessageKey) })),
    ...extra.map(({ id, label }) => ({ id, label: displayText(label, 80) })),
  ];
}

/** Takes a column away, or puts it before the first one that comes after it in `choices`: a new order is kept. */
export function toggleColumn(
  shown: readonly ColumnId[],
  id: ColumnId,
  choices: readonly ColumnChoice[],
): readonly ColumnId[] {
  if (shown.includes(id)) return shown.filter((column) => column !== id);
  const rank = (column: ColumnId): number => choices.findIndex((choice) => choice.id === column);
  const next = shown.findIndex((column) => rank(column) > rank(id));
  return next < 0 ? [...shown, id] : shown.toSpliced(next, 0, id);
}
