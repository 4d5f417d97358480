import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Problem } from '../corpus/problem';
import type { LoadedCorpus } from '../corpus/loadCorpus';
import { uriIn } from '../corpus/loadCorpus';
import type { Translate } from '../report/translate';
import { LineIndex } from '../text/lines';

/** The diagnostics of a corpus by document. Documents that have none any more are in the map too, empty, when they are in `before`. */
export async function corpusDiagnostics(
  loaded: LoadedCorpus,
  readText: (uri: string) => Promise<string | undefined>,
  before: Iterable<string>,
  t: Translate,
): Promise<Map<string, Diagnostic[]>> {
  const byUri = new Map<string, Diagnostic[]>([...before].map((uri) => [uri, []]));
  for (const [path, problems] of groupByPath(loaded.corpus.problems)) {
    const uri = uriIn(loaded.root, path);
    const lines = new LineIndex((await readText(uri)) ?? '');
    byUri.set(
      uri,
      problems.map((problem) => diagnosticOf(problem, lines, t)),
    );
  }
  return byUri;
}

function groupByPath(problems: readonly Problem[]): Map<string, Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) groups.set(problem.path, [...(groups.get(problem.path) ?? []), problem]);
  return groups;
}

function diagnosticOf(problem: Problem, lines: LineIndex, t: Translate): Diagnostic {
  const span = problem.span ?? { start: 0, end: 0 };
  return {
    severity: severityOf(problem.severity),
    range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
    message: t(problem.message),
    code: problem.code,
    source: 'counterpoint',
  };
}

function severityOf(severity: Problem['severity']): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'information':
      return DiagnosticSeverity.Information;
  }
}
