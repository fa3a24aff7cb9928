export interface Host {
  readonly name: string;
  readonly path: string;
  readonly sets: Readonly<Record<string, unknown>>;
  readonly act: 'transfer' | 'monitor' | 'force-close';
  readonly frame?: string;
  readonly opens?: string;
  readonly tells?: 'page' | 'console';
}
export const HOSTS: readonly Host[];
