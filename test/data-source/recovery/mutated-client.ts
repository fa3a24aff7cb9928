/**
 * The sources with one guard switched off, made from the real ones: their files are copied, one text in one of them is
 * replaced by another, and the copy is loaded beside the original. The shipped code knows nothing of it.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
export interface Mutation {
  /** Below `src/data-source`. */
  readonly file: string;
  /** Stands in it exactly once. */
  readonly find: string;
  readonly replace: string;
}

const ROOT = resolve(import.meta.dirname, '../../..');
/** What is not part of a source that is tested here. */
const APART = join('data-source', 'mock');

export class MutantWorkshop {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  readonly #made = new Map<string, Promise<unknown>>();

  constructor() {
    symlinkSync(join(ROOT, 'node_modules'), join(this.#folder, 'node_modules'));
    writeFileSync(join(this.#folder, 'package.json'), '{"type":"module"}');
  }

  /** @param source its folder */
  make<Client>(source: 'web-socket' | 'polling', { file, find, replace }: Mutation): Promise<Client> {
    const key = JSON.stringify([source, file, find, replace]);
    const client = this.#made.get(key) ?? this.#make(source, { file, find, replace });
    this.#made.set(key, client);
    return client as Promise<Client>;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #make(source: string, { file, find, replace }: Mutation): Promise<unknown> {
    const copy = join(this.#folder, String(this.#made.size));
    for (const part of ['data-source', 'model']) {
      const filter = (path: string): boolean => !path.endsWith(APART);
      cpSync(join(ROOT, 'src', part), join(copy, part), { recursive: true, filter });
    }
    const path = join(copy, 'data-source', file);
    const pieces = readFileSync(path, 'utf8').split(find);
    if (pieces.length !== 2) throw new Error(`"${find}" stands ${pieces.length - 1} times in ${file}`);
    writeFileSync(path, pieces.join(replace));
    return import(pathToFileURL(join(copy, 'data-source', source, 'index.ts')).href);
  }
}
