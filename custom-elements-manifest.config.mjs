export default {
  // What is public: the report itself. The elements inside it are its own affair.
  globs: ['src/*.ts'],
  exclude: ['src/*.styles.ts'],
  litelement: true,
  packagejson: false,
  plugins: [publishedPaths(), publicMembersOnly()],
};

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
