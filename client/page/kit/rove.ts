/** Arrow keys in a table of buttons: the table is one stop of the Tab key, and the arrows move inside it. */

/** Makes every table under `root` such a table. To be called after each drawing: what was reached stays reachable. */
export function rove(root: ParentNode): void {
  for (const table of root.querySelectorAll('table')) {
    const buttons = [...table.querySelectorAll<HTMLButtonElement>('tbody button')];
    const current = buttons.find(({ tabIndex }) => tabIndex === 0) ?? buttons[0];
    for (const button of buttons) button.tabIndex = button === current ? 0 : -1;
  }
}

/** Moves the focus where an arrow key points. */
export function onRoveKey(event: KeyboardEvent): void {
  const { target } = event;
  const here = target instanceof HTMLButtonElement ? target.closest<HTMLTableCellElement>('td, th') : null;
  const row = here?.closest('tr');
  if (!here || !row) return;
  const move: Readonly<Record<string, readonly [across: number, down: number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const step = move[event.key];
  if (!step) return;
  const next = nextButton(row, here, ...step);
  if (!next) return;
  event.preventDefault();
  for (const button of row.closest('table')?.querySelectorAll<HTMLButtonElement>('tbody button') ?? [])
    button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

function nextButton(
  from: HTMLTableRowElement,
  here: HTMLTableCellElement,
  across: number,
  down: number,
): HTMLButtonElement | undefined {
  const table = from.closest('table');
  if (!table) return undefined;
  let column = here.cellIndex;
  let row = from.rowIndex;
  for (;;) {
    column += across;
    row += down;
    const cell = table.rows[row]?.cells[column];
    if (!cell) return undefined;
    const button = cell.querySelector('button');
    if (button) return button;
  }
}
