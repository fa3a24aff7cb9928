// Files that only a platform reads are held against what they speak of.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export function* fileChecks(folder) {
  const read = (file) => readFileSync(join(folder, file), 'utf8');

  yield [
    'webex-contact-center: the layout names a script, a tag, attributes and properties that exist',
    () => {
      const { supervisor } = JSON.parse(read('webex-contact-center/desktop-layout.json'));
      const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
      const elements = modules
        .flatMap(({ declarations }) => declarations ?? [])
        .filter(({ tagName }) => tagName);
      const widgets = supervisor.area.navigation.flatMap(({ page }) => Object.entries(page.widgets));
      assert.ok(widgets.length > 0);
      for (const [name, { comp, script, attributes, properties }] of widgets) {
        const element = elements.find(({ tagName }) => tagName === comp);
        assert.ok(element, `<${comp}> is not in custom-elements.json`);
        assert.ok(existsSync(join(folder, 'build/classic', basename(new URL(script).pathname))), script);
        const known = new Set(element.attributes.map((attribute) => attribute.name));
        assert.deepEqual(
          Object.keys(attributes).filter((attribute) => !known.has(attribute)),
          [],
        );
        const fields = new Set(
          element.members.filter(({ kind }) => kind === 'field').map((member) => member.name),
        );
        assert.deepEqual(
          Object.keys(properties).filter((property) => !fields.has(property)),
          [],
        );
        const { page } = supervisor.area.navigation.find((entry) => name in entry.page.widgets);
        assert.ok(page.layout.areas.flat().includes(name), `${name} has no place in the layout`);
      }
    },
  ];

  yield [
    'pcf: the manifest names the class, the file and the properties of the types',
    () => {
      const manifest = read('pcf/ControlManifest.Input.xml');
      const [, className] = /constructor="(\w+)"/.exec(manifest);
      const [, path] = /<code path="([^"]+)"/.exec(manifest);
      assert.match(read(`pcf/${path}`), new RegExp(`export class ${className} `));
      const properties = (usage) =>
        [...manifest.matchAll(/<property name="(\w+)"[^>]* usage="(\w+)"/g)].flatMap(([, name, its]) =>
          its === usage ? [name] : [],
        );
      const types = read('pcf/generated/ManifestTypes.d.ts');
      const keys = (name) =>
        [...new RegExp(`interface ${name} \\{([^}]*)\\}`).exec(types)[1].matchAll(/(\w+)\??:/g)].map(
          ([, key]) => key,
        );
      assert.deepEqual(keys('IInputs'), properties('input'));
      assert.deepEqual(keys('IOutputs'), properties('output'));
    },
  ];

  yield [
    'salesforce: the bundle is exposed and named as its folder',
    () => {
      const name = 'ongoingConversations';
      for (const ending of ['html', 'js', 'css', 'js-meta.xml'])
        assert.ok(read(`salesforce/${name}/${name}.${ending}`));
      assert.match(read(`salesforce/${name}/${name}.js-meta.xml`), /<isExposed>true<\/isExposed>/);
      // Where the element has to be left to the browser and to be known before the template is rendered.
      assert.match(read(`salesforce/${name}/${name}.html`), /lwc:if=\{loaded\}[^]*lwc:external/);
    },
  ];
}
