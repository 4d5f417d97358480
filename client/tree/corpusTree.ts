/** The activity-bar view *Essays*: every corpus with its themes, links by relation, silences and context documents. */
import * as vscode from 'vscode';
import type { ReviewView } from '../../server/protocol';
import { command, type App } from '../app';
import { statusSigns } from '../decided';
import { relationLabel, countsLabel, linkLabel, kindLabel } from '../words';
import { dropTwo } from './dropTwo';
import { childrenOfCorpus, childrenOfTheme, contextsOf, idOf, itemsOf, type Node, rootsOf } from './nodes';
import { openLink } from './openLink';

const viewId = 'counterpoint.essays';

export function corpusTree(app: App): vscode.Disposable {
  const tree = new CorpusTree(app);
  const view = vscode.window.createTreeView(viewId, {
    treeDataProvider: tree,
    dragAndDropController: dropTwo(),
    showCollapseAll: true,
  });
  const filterBy = async (filter: string): Promise<void> => {
    tree.filter = filter;
    view.message = filter === '' ? '' : vscode.l10n.t('Only what holds “{0}”', filter);
    await vscode.commands.executeCommand('setContext', 'counterpoint.isFiltered', filter !== '');
  };
  return vscode.Disposable.from(
    tree,
    view,
    openLink(app),
    command(
      app,
      'counterpoint.filterEssays',
      () => vscode.l10n.t('The list could not be filtered.'),
      async (given) => {
        const filter =
          typeof given === 'string'
            ? given
            : await vscode.window.showInputBox({
                title: vscode.l10n.t('Filter Links and Silences…'),
                prompt: vscode.l10n.t('Words of a topic or a quote'),
                value: tree.filter,
              });
        if (filter !== undefined) await filterBy(filter.trim());
      },
    ),
    command(
      app,
      'counterpoint.clearFilter',
      () => vscode.l10n.t('The list could not be filtered.'),
      () => filterBy(''),
    ),
  );
}

/** The tree's nodes. A theme is compared when it is opened, not before. */
class CorpusTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  private readonly subscription: vscode.Disposable;
  private words = '';

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly app: App) {
    this.subscription = app.pairs.onDidChange(() => {
      this.changed.fire(undefined);
    });
  }

  get filter(): string {
    return this.words;
  }

  set filter(words: string) {
    this.words = words;
    this.changed.fire(undefined);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) return rootsOf(await this.app.pairs.corpora());
    switch (node.kind) {
      case 'corpus':
        return childrenOfCorpus(node.corpus);
      case 'contexts':
        return contextsOf(node.corpus);
      case 'theme': {
        const comparison = await this.app.pairs.comparison(node.pair.id);
        return comparison ? childrenOfTheme(comparison, this.words) : [];
      }
      case 'group': {
        const comparison = await this.app.pairs.comparison(node.pair.id);
        return comparison ? itemsOf(comparison, node.group, this.words) : [];
      }
      case 'essay':
      case 'link':
      case 'silence':
      case 'context':
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = itemOf(node);
    item.id = idOf(node);
    item.contextValue = node.kind;
    return item;
  }

  /** What a theme holds is told when the pointer rests on it. */
  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    if (node.kind !== 'theme') return item;
    const comparison = await this.app.pairs.comparison(node.pair.id);
    const about = [node.pair.title, ...node.pair.questions, ...(comparison ? [countsLabel(comparison)] : [])];
    item.tooltip = about.join('\n');
    return item;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}

function itemOf(node: Node): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'corpus':
      return branch(node.corpus.title, Expanded, 'library', vscode.l10n.t('{0} themes', node.corpus.pairs.length));
    case 'theme': {
      const item = branch(node.pair.title, Collapsed, 'comment-discussion', '');
      item.accessibilityInformation = { label: vscode.l10n.t('Theme: {0}', node.pair.title) };
      return item;
    }
    case 'essay': {
      const { uri, title, label } = node.pair[node.side];
      const item = leaf(title, label);
      item.iconPath = new vscode.ThemeIcon(node.side === 'left' ? 'layout-sidebar-left' : 'layout-sidebar-right');
      item.accessibilityInformation = { label: vscode.l10n.t('Essay: {0}, {1}', title, label) };
      item.command = {
        command: 'counterpoint.openPair',
        title: vscode.l10n.t('Open Paired Essays'),
        arguments: [vscode.Uri.parse(uri)],
      };
      return item;
    }
    case 'group': {
      const item = branch(groupLabel(node.group), Collapsed, groupIcons[node.group], String(node.count));
      item.accessibilityInformation = { label: vscode.l10n.t('{0}: {1}', groupLabel(node.group), node.count) };
      return item;
    }
    case 'link': {
      const { topic, relation, confidence, left, right } = node.link;
      const share = vscode.l10n.t('{0} %', Math.round(confidence * 100));
      const item = leaf(topic ?? relationLabel(relation), withSign(share, node.link.review));
      item.contextValue = 'link';
      item.tooltip = [...left, ...right].map(({ quote }) => `“${quote}”`).join('\n\n');
      item.accessibilityInformation = { label: withStatus(linkLabel(node.link), node.link.review) };
      item.command = openCommand(node.pair.id, { link: node.link.id });
      return item;
    }
    case 'silence': {
      const { topic, spans, id } = node.silence;
      const item = leaf(topic, withSign(node.pair[node.side].label, node.silence.review));
      item.contextValue = 'silence';
      item.tooltip = spans.map(({ quote }) => `“${quote}”`).join('\n\n');
      item.accessibilityInformation = { label: withStatus(kindLabel('silence', topic), node.silence.review) };
      item.command = openCommand(node.pair.id, { silence: id, side: node.side });
      return item;
    }
    case 'contexts':
      return branch(vscode.l10n.t('Context documents'), Collapsed, 'references', String(node.corpus.context.length));
    case 'context': {
      const item = new vscode.TreeItem(node.document.title, None);
      item.resourceUri = vscode.Uri.parse(node.document.uri);
      item.description = node.document.label;
      item.iconPath = new vscode.ThemeIcon('file-text');
      item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [item.resourceUri] };
      return item;
    }
  }
}

/** A row's remark, with the sign of what was decided before it. */
function withSign(remark: string, { status }: ReviewView): string {
  return `${statusSigns[status]} ${remark}`.trim();
}

/** A row's name for a screen reader, with what was decided in words. */
function withStatus(label: string, { status, decisions }: ReviewView): string {
  return status === 'undecided' ? label : `${label}. ${decisions.map(({ said }) => said).join('. ')}`;
}

const groupIcons = {
  convergence: 'check',
  divergence: 'close',
  undetermined: 'question',
  silence: 'circle-large',
} as const;

function groupLabel(group: keyof typeof groupIcons): string {
  switch (group) {
    case 'convergence':
      return vscode.l10n.t('≈ Convergences');
    case 'divergence':
      return vscode.l10n.t('≠ Divergences');
    case 'undetermined':
      return vscode.l10n.t('∼ Possibly related');
    case 'silence':
      return vscode.l10n.t('○ Silences');
  }
}

function branch(
  label: string,
  state: vscode.TreeItemCollapsibleState,
  icon: string,
  description: string,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.description = description;
  return item;
}

function leaf(label: string, description: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.description = description;
  return item;
}

function openCommand(pair: string, what: object): vscode.Command {
  return { command: 'counterpoint.openLink', title: vscode.l10n.t('Open'), arguments: [{ pair, ...what }] };
}
