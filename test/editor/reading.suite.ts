import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, at, closeAll, file, hoverText, openPair, page, until } from './kit';

const left = 'samples/essays/1-chinese.essay.md';
const right = 'samples/essays/1-european.essay.md';

describe('reading a pair', () => {
  afterEach(closeAll);

  it('opens the two essays of a theme side by side, the first perspective on the left', async () => {
    const editors = await openPair(right);
    assert.strictEqual(editors.left.document.uri.toString(), file(left).toString());
    assert.strictEqual(editors.right.document.uri.toString(), file(right).toString());
  });

  it('gives essays a language of their own, wrapped and without sticky scroll', async () => {
    const { left: editor } = await openPair(left);
    assert.strictEqual(editor.document.languageId, 'counterpoint-essay');
    const config = vscode.workspace.getConfiguration('editor', editor.document);
    assert.strictEqual(config.get('wordWrap'), 'on');
    assert.strictEqual(config.get('stickyScroll.enabled'), false);
  });

  it('marks every linked passage on both sides', async () => {
    const editors = await openPair(left);
    const { visibleDecorations, comparisonOf } = await api();
    const comparison = await comparisonOf(editors.left.document.uri);
    assert.ok(comparison && comparison.links.length > 10);
    for (const editor of [editors.left, editors.right]) {
      const counts = await until('marks', () => {
        const all = visibleDecorations(editor.document.uri);
        return Object.values(all).some((count) => count > 0) ? all : undefined;
      });
      assert.ok(Object.values(counts).reduce((sum, count) => sum + count, 0) > 5);
    }
  });

  it('shows the counterpart over a claim, verbatim, with confidence and evidence, and only its own command links', async () => {
    const editors = await openPair(left);
    const comparison = await (await api()).comparisonOf(editors.left.document.uri);
    const link = [...comparison!.links].sort((a, b) => b.confidence - a.confidence)[0]!;
    const start = link.left[0]!.range.start;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editors.left.document.uri,
      new vscode.Position(start.line, start.character + 3),
    );
    const text = hoverText(hovers);
    assert.match(text, /confidence \d+ %/);
    assert.match(text, /shared words/);
    assert.match(text, /command:counterpoint\.goToCounterpart/);
    const letters = (value: string): string => value.replace(/\P{L}/gu, '');
    assert.ok(letters(text).includes(letters(link.right[0]!.quote.slice(0, 60))), 'the quote stands in the hover');
    const trusted = hovers
      .flatMap((hover) => hover.contents)
      .find((content) => content instanceof vscode.MarkdownString && content.value.includes('confidence'));
    assert.ok(trusted instanceof vscode.MarkdownString);
    assert.ok(typeof trusted.isTrusted === 'object', 'not every command is trusted');
  });

  it('offers to compare a concept that the claim names, and shows how each side uses it', async () => {
    const editors = await openPair(left);
    const { uri } = editors.left.document;
    const comparison = await (await api()).comparisonOf(uri);
    const link = await until('a claim that names a concept', async () => {
      for (const each of comparison?.links ?? []) {
        const { start } = each.left[0]!.range;
        const place = new vscode.Position(start.line, start.character + 3);
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, place);
        const found = /\(command:counterpoint\.compareConcept\?([^)]+)\)/.exec(hoverText(hovers));
        if (found?.[1] !== undefined) return found[1];
      }
      return undefined;
    });
    const [argument] = JSON.parse(decodeURIComponent(link)) as [{ concept: string }];
    assert.ok(argument.concept.length > 0);
    await vscode.commands.executeCommand('counterpoint.compareConcept', argument);
    await until('the lens is in front', () => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      return activeTab?.input instanceof vscode.TabInputWebview && activeTab.input.viewType.endsWith('conceptLens');
    });
    await closeAll();
  });

  it('goes from a claim to its counterpart and back', async () => {
    const editors = await openPair(left);
    const { comparisonOf, currentLink } = await api();
    const comparison = await comparisonOf(editors.left.document.uri);
    const start = comparison!.links[0]!.left[0]!.range.start;
    await vscode.window.showTextDocument(editors.left.document, editors.left.viewColumn);
    const place = new vscode.Position(start.line, start.character + 1);
    vscode.window.activeTextEditor!.selection = new vscode.Selection(place, place);
    await until('a current link', () => currentLink());
    await vscode.commands.executeCommand('counterpoint.goToCounterpart');
    await until(
      'the right essay has the focus',
      () => vscode.window.activeTextEditor?.document.uri.toString() === file(right).toString(),
    );
    await vscode.commands.executeCommand('counterpoint.goToCounterpart');
    await until(
      'the left essay has the focus',
      () => vscode.window.activeTextEditor?.document.uri.toString() === file(left).toString(),
    );
  });

  it('highlights the counterpart in the other pane and brings it into view when the selection moves', async () => {
    const editors = await openPair(left);
    const { comparisonOf, highlighted } = await api();
    const comparison = await comparisonOf(editors.left.document.uri);
    const last = comparison!.links.at(-1)!;
    await vscode.window.showTextDocument(editors.left.document, editors.left.viewColumn);
    const editor = vscode.window.activeTextEditor!;
    const start = last.left[0]!.range.start;
    editor.selection = new vscode.Selection(start.line, start.character + 1, start.line, start.character + 1);
    await until('the counterpart is highlighted', () =>
      highlighted().find((item) => item.uri.toString() === file(right).toString() && item.ranges.length > 0),
    );
    await until('the counterpart is in view', () => {
      const shown = vscode.window.visibleTextEditors.find(
        (item) => item.document.uri.toString() === file(right).toString(),
      );
      const range = highlighted().find((item) => item.uri.toString() === file(right).toString())?.ranges[0];
      return range !== undefined && shown?.visibleRanges.some((visible) => visible.intersection(range) !== undefined);
    });
  });

  it('does not move the other pane while one types', async () => {
    const editors = await openPair(left);
    await vscode.window.showTextDocument(editors.left.document, editors.left.viewColumn);
    const editor = vscode.window.activeTextEditor!;
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const other = (): vscode.TextEditor =>
      vscode.window.visibleTextEditors.find((item) => item.document.uri.toString() === file(right).toString())!;
    const before = other().visibleRanges[0]!.start.line;
    const comparison = await (await api()).comparisonOf(editors.left.document.uri);
    // Before a linked sentence, so that its place changes: what does not change is not told again.
    const { start } = comparison!.links.at(-1)!.left[0]!.range;
    const revision = comparison!.revision;
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(start.line, start.character), 'And so say all of us. ');
    });
    await until('the pair is aligned afresh', async () => {
      const now = await (await api()).comparisonOf(editors.left.document.uri);
      return now !== null && now.revision > revision;
    });
    assert.strictEqual(other().visibleRanges[0]!.start.line, before);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('steps from link to link in the order of the essay, and announces where it is', async () => {
    const editors = await openPair(left);
    const { currentLink } = await api();
    await vscode.window.showTextDocument(editors.left.document, editors.left.viewColumn);
    const editor = vscode.window.activeTextEditor!;
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('counterpoint.nextLink');
    const first = await until('a link', () => currentLink());
    const line = vscode.window.activeTextEditor!.selection.active.line;
    await vscode.commands.executeCommand('counterpoint.nextLink');
    const second = await until('another link', () => (currentLink() === first ? undefined : currentLink()));
    assert.ok(vscode.window.activeTextEditor!.selection.active.line >= line);
    await vscode.commands.executeCommand('counterpoint.previousLink');
    await until('the first link again', () => currentLink() === first);
    assert.notStrictEqual(first, second);
  });

  it('lists all counterparts of a claim as references, and the best as definition', async () => {
    const editors = await openPair(left);
    const comparison = await (await api()).comparisonOf(editors.left.document.uri);
    const start = comparison!.links[0]!.left[0]!.range.start;
    const place = new vscode.Position(start.line, start.character + 1);
    const definitions = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      editors.left.document.uri,
      place,
    );
    const own = definitions.filter((item) => item.targetUri.toString() === file(right).toString());
    assert.strictEqual(own.length, 1);
    assert.ok(own[0]!.originSelectionRange?.contains(place));
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      editors.left.document.uri,
      place,
    );
    assert.ok(references.some((item) => item.uri.toString() === file(right).toString()));
  });

  it('outlines an essay by its headings', async () => {
    const editors = await openPair(left);
    const symbols = await until('an outline', async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        editors.left.document.uri,
      );
      return found !== undefined && found.length > 0 ? found : undefined;
    });
    assert.ok(symbols.length >= 4);
    assert.ok(at(editors.left.document, symbols[0]!.name));
  });

  it('works by the real keyboard', async () => {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) return;
    const editors = await openPair(left);
    const { currentLink } = await api();
    await vscode.window.showTextDocument(editors.left.document, editors.left.viewColumn);
    vscode.window.activeTextEditor!.selection = new vscode.Selection(0, 0, 0, 0);
    await until('no link yet', () => currentLink() === undefined);
    const manifest = vscode.extensions.getExtension('counterpoint.counterpoint')!.packageJSON as {
      contributes: { keybindings: { command: string; key: string }[] };
    };
    const key = manifest.contributes.keybindings.find((binding) => binding.command === 'counterpoint.nextLink')!.key;
    const pressed = key
      .split('+')
      .map((part) =>
        part.length === 1
          ? part.toUpperCase()
          : part === 'ctrl'
            ? 'Control'
            : part.charAt(0).toUpperCase() + part.slice(1),
      )
      .join('+');
    // The window takes a moment to know that a pair has the focus: until then the key is nobody's, and a reader presses it again.
    await until('a link by the keyboard', async () => {
      await page({ press: pressed });
      return currentLink();
    });
  });
});
