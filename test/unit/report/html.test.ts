import { HtmlValidate } from 'html-validate/node';
import { describe, expect, it } from 'vitest';
import chinese from '../../../server/l10n/zh-cn.json';
import { htmlReport } from '../../../server/report/html';
import { allParts, type ReportPart } from '../../../server/report/parts';
import { translator } from '../../../server/report/translate';
import { compareTexts } from '../pairs';
import { evil, hostileComparison } from './hostile';
import { reportOf, wholeReport } from './make';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Written by a program: these rules are about how a person writes it down.
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'long-title': 'off',
  },
});

/** What the validator has against a document, each as one line. */
async function faults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  );
}

const report = htmlReport(reportOf([compareTexts(), compareTexts()]), wholeReport);

describe('the HTML report', () => {
  it('is valid and accessible HTML, whatever the essays hold', async () => {
    expect(await faults(report)).toEqual([]);
    expect(await faults(htmlReport(reportOf([hostileComparison()], evil), wholeReport))).toEqual([]);
  });

  it('shows both quotes with their places, the topic, the silences, the method', () => {
    for (const part of [
      '<p dir="auto">A harbour fee pays for the dredging.</p><footer class="source" title="Ada, “Ours”, line 3">line 3</footer>',
      '<p dir="auto">No harbour fee ever paid for dredging.</p>',
      '<strong>lighthouse</strong>',
      '<bdi>Town: Ours</bdi>',
      'Method and its limits',
    ])
      expect(report).toContain(part);
  });

  it('has a picture that tells in words what it shows, and leads from each ribbon to its row', () => {
    expect(report).toContain('Overview: 0 convergences, 0 divergences, 1 possibly related, 1 silences');
    const targets = [...report.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(targets.length).toBeGreaterThan(3);
    expect(targets.filter((id) => !report.includes(`id="${id}"`))).toEqual([]);
  });

  it('needs nothing from elsewhere, and lets nothing run', () => {
    const hostile = htmlReport(reportOf([hostileComparison()], evil), wholeReport);
    for (const html of [report, hostile]) {
      expect(html).not.toMatch(/<script|<img|<link|<iframe|<object|\son\w+=|javascript:/i);
      expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/\b(?:src|href)="(?!#)/);
      expect(html).toMatch(
        /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/]{43}='"/,
      );
    }
  });

  it('turns no direction of writing, and holds no control character', () => {
    const hostile = htmlReport(reportOf([hostileComparison()], evil), wholeReport);
    expect(hostile.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
  });

  it('leaves out what the reader leaves out', () => {
    const without = (part: ReportPart): string =>
      htmlReport(reportOf([compareTexts()]), {
        ...wholeReport,
        parts: new Set([...allParts].filter((p) => p !== part)),
      });
    expect(without('picture')).not.toContain('<svg');
    expect(without('undetermined')).not.toContain('A harbour fee pays for the dredging.');
    expect(without('silences')).not.toContain('<strong>lighthouse</strong>');
    expect(without('questions')).not.toContain('Who pays?');
    expect(without('method')).not.toContain('Method and its limits');
    expect(without('evidence')).not.toContain('shared: ');
  });

  it('says its language, and speaks it', () => {
    const html = htmlReport(reportOf([compareTexts()]), { ...wholeReport, language: 'zh-CN', t: translator(chinese) });
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('第 3 行');
  });

  it('is the same for the same report', () => {
    expect(htmlReport(reportOf([compareTexts(), compareTexts()]), wholeReport)).toBe(report);
  });
});
