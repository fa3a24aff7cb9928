/** Peers that come without types of their own, as far as they are used. */
declare module 'tabulator-tables' {
  interface Cell {
    getData(): unknown;
  }
  interface TabulatorRow {
    getData(): unknown;
    reformat(): void;
  }
  export interface ColumnDefinition {
    field: string;
    title: string;
    width: number;
    headerSort: boolean;
    resizable: boolean;
    formatter?: (cell: Cell) => string | HTMLElement;
    sorter?: (a: unknown, b: unknown, rowA: TabulatorRow, rowB: TabulatorRow) => number;
  }
  export const FormatModule: unknown;
  export const SortModule: unknown;
  export class Tabulator {
    static registerModule(modules: readonly unknown[]): void;
    constructor(host: HTMLElement, options: Record<string, unknown>);
    on(event: string, listener: () => void): void;
    setData(rows: readonly unknown[]): Promise<void>;
    updateOrAddData(rows: readonly unknown[]): Promise<unknown>;
    deleteRow(ids: readonly string[]): Promise<void>;
    getRow(id: string): TabulatorRow | false;
    getRows(which: string): TabulatorRow[];
    setSort(column: string, direction: string): void;
    blockRedraw(): void;
    restoreRedraw(): void;
  }
}
