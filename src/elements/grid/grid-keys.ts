/** What a key asks the grid for. */
import type { RowAction } from '../../model/actions.js';

export type Direction =
  'up' | 'down' | 'start' | 'end' | 'page-up' | 'page-down' | 'row-start' | 'row-end' | 'first' | 'last';

export type GridRequest =
  | { readonly type: 'move'; readonly direction: Direction; readonly extends: boolean }
  | {
      readonly type:
        'select' | 'select-range' | 'select-all' | 'activate' | 'enter' | 'menu' | 'escape' | 'release';
    }
  | { readonly type: 'act'; readonly action: RowAction };

const LETTERS: Readonly<Partial<Record<string, RowAction>>> = {
  a: 'assign',
  t: 'transfer',
  m: 'monitor',
  x: 'force-close',
};

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * @param isRightToLeft swaps the arrows, as the columns are.
 * @param hasLetters false when the host switched the single-letter keys off.
 */
export function gridRequest(event: Key, isRightToLeft: boolean, hasLetters: boolean): GridRequest | null {
  const { key, shiftKey } = event;
  const isControl = event.ctrlKey || event.metaKey;
  if (event.altKey) return null;
  const direction = directionOf(key, isControl, isRightToLeft);
  if (direction) {
    const isVertical = direction === 'up' || direction === 'down';
    return { type: 'move', direction, extends: shiftKey && isVertical };
  }
  if (isControl) return key.toLowerCase() === 'a' ? { type: 'select-all' } : null;
  switch (key) {
    case ' ':
      return { type: shiftKey ? 'select-range' : 'select' };
    case 'Enter':
      return { type: 'activate' };
    case 'F2':
      return { type: 'enter' };
    case 'Escape':
      return { type: 'escape' };
    case 'ContextMenu':
      return { type: 'menu' };
    case 'F10':
      return shiftKey ? { type: 'menu' } : null;
    default:
      return hasLetters && !shiftKey ? letterRequest(key.toLowerCase()) : null;
  }
}

function letterRequest(letter: string): GridRequest | null {
  if (letter === 'r') return { type: 'release' };
  const action = LETTERS[letter];
  return action ? { type: 'act', action } : null;
}

function directionOf(key: string, isControl: boolean, isRightToLeft: boolean): Direction | null {
  switch (key) {
    case 'ArrowUp':
      return isControl ? null : 'up';
    case 'ArrowDown':
      return isControl ? null : 'down';
    case 'ArrowLeft':
      return isControl ? null : isRightToLeft ? 'end' : 'start';
    case 'ArrowRight':
      return isControl ? null : isRightToLeft ? 'start' : 'end';
    case 'Home':
      return isControl ? 'first' : 'row-start';
    case 'End':
      return isControl ? 'last' : 'row-end';
    case 'PageUp':
      return 'page-up';
    case 'PageDown':
      return 'page-down';
    default:
      return null;
  }
}
