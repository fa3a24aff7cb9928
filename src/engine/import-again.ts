/**
 * Imports a module that could not be fetched anew. As the standard has it, Firefox never again fetches a module that it
 * could not fetch: it must look like another.
 */
export function importAgain<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let address: string | undefined;
  return () =>
    (address
      ? (import(/* @vite-ignore */ /* webpackIgnore: true */ address) as Promise<Module>)
      : load()
    ).catch((error: unknown) => {
      address = /\S+:\/\/\S+$/.exec(String(error))?.[0].concat('#');
      throw error;
    });
}
