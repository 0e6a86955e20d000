import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeText } from './merge.ts';

const wordsOf = (text: string): string[] => text.match(/\S+/g) ?? [];
const space = fc.constantFrom(' ', '\n', '  ', '\n\n', ' \t');
/** Few words, so that they repeat, as in real notes. */
const prose = fc
  .array(fc.tuple(fc.constantFrom('verse', 'chorus', 'solo', 'the', 'x2', 'Am'), space), { maxLength: 14 })
  .map((parts) => parts.map(([word, gap]) => word + gap).join(''));

/** A text with words added, removed or replaced; new words carry the name of their author. */
function edited(base: string, seeds: readonly number[], name: string): string {
  const parts = base.match(/\S+\s*|\s+/g) ?? [];
  for (const [index, seed] of seeds.entries()) {
    const at = parts.length === 0 ? 0 : seed % (parts.length + 1);
    if (seed % 3 === 0) parts.splice(at, 1);
    else parts.splice(at, seed % 3 === 1 ? 1 : 0, `${name}${index} `);
  }
  return parts.join('');
}
const seeds = fc.array(fc.nat(99), { maxLength: 4 });
const three = fc
  .tuple(prose, seeds, seeds)
  .map(([base, a, b]) => [base, edited(base, a, 'mine'), edited(base, b, 'theirs')] as const);

describe('merging two edits of one text', () => {
  it('[M1] changes in different places are all in the merged text', () => {
    const base = 'Capo on 2.\nVerse twice, then solo.\nEnd on Am.';
    expect(mergeText(base, base.replace('2', '3'), base.replace('Am', 'A'))).toEqual({
      clean: true,
      text: 'Capo on 3.\nVerse twice, then solo.\nEnd on A.',
    });
    expect(mergeText(base, `${base}\nSam sings.`, `Slow!\n${base}`)).toEqual({
      clean: true,
      text: `Slow!\n${base}\nSam sings.`,
    });
    expect(mergeText('one two three four', 'one 2 three four', 'one two three 4').text).toBe('one 2 three 4');
  });

  it('[M1] the same change on both sides is made once', () => {
    expect(mergeText('a b c', 'a B c', 'a B c')).toEqual({ clean: true, text: 'a B c' });
    expect(mergeText('a b c d e', 'a B c d e', 'a B c d E')).toEqual({ clean: true, text: 'a B c d E' });
  });

  it('[M1] null counts as an empty text', () => {
    expect(mergeText(null, 'new', null)).toEqual({ clean: true, text: 'new' });
    expect(mergeText('a b', null, 'a b')).toEqual({ clean: true, text: '' });
    expect(mergeText(null, null, null)).toEqual({ clean: true, text: '' });
  });

  it('[M2] changes that touch keep both versions and shared parts once', () => {
    expect(mergeText('Capo on 2\nSolo', 'Capo on 3\nSolo', 'Capo on 4\nSolo')).toEqual({
      clean: false,
      text: 'Capo on 3\nCapo on 4\nSolo',
    });
    expect(mergeText(null, 'from me', 'from them')).toEqual({ clean: false, text: 'from me\nfrom them' });
    expect(mergeText('a', null, 'a b')).toEqual({ clean: false, text: '\na b' });
  });

  it('[M2] texts that take too long to compare are offered whole', () => {
    const [base, lines] = ['a '.repeat(5_000), '\n'.repeat(5_000)];
    const merged = mergeText(base, `${base}x`, `y ${base}`);
    expect(merged).toEqual({ clean: false, text: `${base}x\ny ${base}` });
    expect(mergeText(lines, `${lines}x`, `y${lines}`)).toEqual({ clean: false, text: `${lines}x\ny${lines}` });
  });

  it('[M1] notes of full length merge', () => {
    const base = Array.from({ length: 160 }, (_, line) => `${line}: the verse and the chorus, then the solo in A`).join(
      '\n',
    );
    expect(mergeText(base, `${base}\nend`, `start\n${base}`).clean).toBe(true);
  });

  it('[M1] an unchanged side yields the other side', () => {
    fc.assert(
      fc.property(three, ([base, mine]) => {
        expect(mergeText(base, mine, base)).toEqual({ clean: true, text: mine });
        expect(mergeText(base, base, mine)).toEqual({ clean: true, text: mine });
        expect(mergeText(base, mine, mine)).toEqual({ clean: true, text: mine });
      }),
    );
  });

  it('[M1] the order of the sides does not matter, and every change is included', () => {
    fc.assert(
      fc.property(three, ([base, mine, theirs]) => {
        const merged = mergeText(base, mine, theirs);
        const turned = mergeText(base, theirs, mine);
        expect(turned.clean).toBe(merged.clean);
        if (!merged.clean) return;
        expect(turned.text).toBe(merged.text);
        const written = [...wordsOf(mine), ...wordsOf(theirs)].filter((word) => /^(mine|theirs)\d/.test(word));
        for (const word of written) expect(wordsOf(merged.text)).toContain(word);
        expect(wordsOf(merged.text).length).toBeLessThanOrEqual(wordsOf(base).length + written.length);
      }),
      { numRuns: 300 },
    );
  });

  it('[M2] without a clean merge no word of either side is lost', () => {
    fc.assert(
      fc.property(three, ([base, mine, theirs]) => {
        const merged = mergeText(base, mine, theirs);
        if (merged.clean) return;
        const count = (text: string, word: string) => wordsOf(text).filter((each) => each === word).length;
        for (const side of [mine, theirs])
          for (const word of wordsOf(side)) expect(count(merged.text, word)).toBeGreaterThanOrEqual(count(side, word));
      }),
      { numRuns: 300 },
    );
  });

  it('[M3] merging a merged text again adds nothing', () => {
    fc.assert(
      fc.property(three, ([base, mine, theirs]) => {
        const once = mergeText(base, mine, theirs);
        if (!once.clean) return;
        const again = mergeText(base, mine, once.text);
        if (again.clean) expect(wordsOf(again.text).sort()).toEqual(wordsOf(once.text).sort());
      }),
      { numRuns: 300 },
    );
  });
});
