export interface Host {
  readonly name: string;
  readonly path: string;
  readonly act: 'transfer' | 'monitor' | 'force-close';
  readonly frame?: string;
  readonly opens?: string;
  readonly tells?: 'page' | 'console';
}
export const HOSTS: readonly Host[];
