export default {
  // What is public: the report itself. The elements inside it are its own affair.
  globs: ['src/*.ts'],
  exclude: ['src/*.styles.ts'],
  litelement: true,
  packagejson: false,
  plugins: [literalTypes(), publishedPaths(), publicMembersOnly()],
};

/** Whoever reads `Density` cannot look it up; `'comfortable' | 'compact'` says what may be written. */
function literalTypes() {
  let program;
  return {
    name: 'literal-types',
    // The analyzer reads each file by itself; what a name stands for is known to a program of all of them.
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isClassDeclaration(node)) return;
      program ??= ts.createProgram(['src/index.ts'], compilerOptions(ts));
      const checker = program.getTypeChecker();
      const source = program.getSourceFile(moduleDoc.path)?.statements;
      const members = source?.find(({ name }) => name && name.text === node.name?.text)?.members ?? [];
      const declaration = moduleDoc.declarations?.find(({ name }) => name === node.name?.text);
      for (const { name, type } of members) {
        if (!name || !type || !ts.isTypeReferenceNode(type)) continue;
        const { types } = checker.getTypeAtLocation(type);
        if (!types?.every((each) => each.isStringLiteral())) continue;
        const text = types.map(({ value }) => `'${value}'`).join(' | ');
        for (const each of [...(declaration?.members ?? []), ...(declaration?.attributes ?? [])]) {
          if ((each.fieldName ?? each.name) === name.getText() && each.type) each.type.text = text;
        }
      }
    },
  };
}

function compilerOptions(ts) {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    experimentalDecorators: true,
    types: [],
  };
}

// The manifest is read beside the published files, not beside the sources.
function publishedPaths() {
  const published = (path) => path?.replace(/^\/?(src\/.*)\.ts$/, 'dist/$1.js');
  return {
    name: 'published-paths',
    packageLinkPhase({ customElementsManifest }) {
      visit(customElementsManifest, (node) => {
        if (node.kind === 'javascript-module') node.path = published(node.path);
        if (typeof node.module === 'string') node.module = published(node.module);
      });
    },
  };
}

function publicMembersOnly() {
  return {
    name: 'public-members-only',
    packageLinkPhase({ customElementsManifest }) {
      visit(customElementsManifest, (node) => {
        if (Array.isArray(node.members)) {
          node.members = node.members.filter(
            ({ privacy }) => privacy !== 'private' && privacy !== 'protected',
          );
        }
      });
    },
  };
}

function visit(node, callback) {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) callback(node);
  Object.values(node).forEach((child) => visit(child, callback));
}
