import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const MOST_TABS = 150;

/** Presses Tab until `target` has the focus, as somebody without a mouse does; checks that the focus is seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (await hasFocus(target)) return expectVisibleFocus(page);
    await page.keyboard.press('Tab');
  }
  throw new Error(
    `${MOST_TABS} times Tab did not reach ${target}; the focus is on ${await focusedName(page)}`,
  );
}

/** Tab to it, then Enter: links and buttons. */
export async function pressByKeyboard(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Tab to a field and type into it. */
export async function typeByKeyboard(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

/**
 * Tab to a field for a day and type it, part by part; `day` as 2026-11-22. Which part comes first is the browser's language: a year may have
 * six figures, so the browser waits for more, while month and date are full after two.
 */
export async function typeDayByKeyboard(page: Page, target: Locator, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-');
  await tabTo(page, target);
  await page.keyboard.type(`${month}${date}${year}`);
  if ((await target.inputValue()) !== day) {
    for (const _ of [year, month, date]) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(year);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type(`${month}${date}`);
  }
  expect(await target.inputValue(), `the day in ${target}`).toBe(day);
}

/** Tab to a check box, then Space. */
export async function tickByKeyboard(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Space');
}

const MOST_CHOICES = 30;

/** Tab into a group of radio buttons, then arrows to the wanted one: Tab stops at a group only once. */
export async function chooseByKeyboard(page: Page, radio: Locator): Promise<void> {
  const name = await radio.getAttribute('name');
  const group = page.locator(`input[type=radio][name=${JSON.stringify(name)}]`);
  const chosen = group.and(page.locator(':checked'));
  await tabTo(page, (await chosen.count()) > 0 ? chosen : group.first());
  await page.keyboard.press('Space');
  for (let presses = 0; presses < MOST_CHOICES; presses += 1) {
    if (await radio.isChecked()) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the arrows did not reach ${radio}`);
}

/** What has the focus, in words, for messages. */
export async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const name = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    return `<${element?.tagName.toLowerCase()}> ${name.trim().slice(0, 40)}`;
  });
}

async function hasFocus(target: Locator): Promise<boolean> {
  if ((await target.count()) === 0) return false;
  return target.first().evaluate((element) => element === document.activeElement);
}

/** The focus must be seen: an outline, a shadow or a changed ground, on the element or on its label. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element) return false;
    const marked = (at: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    return [element, element.closest('label'), element.nextElementSibling].some(
      (at) => at !== null && marked(at),
    );
  });
  expect(seen, `the focus cannot be seen on ${await focusedName(page)}`).toBe(true);
}
