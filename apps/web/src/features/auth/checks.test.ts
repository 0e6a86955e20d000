import { describe, expect, it } from 'vitest';
import { checkEmail } from '../../lib/email.ts';
import { checkPassword } from '../../lib/password.ts';
import { checkName, errorsOf } from './checks.ts';

describe('sign-up form', () => {
  it('names what is wrong with each field', () => {
    expect(checkEmail('  ')).toBe('Email is required');
    expect(checkEmail('mia')).toBe('Email must look like name@example.com');
    expect(checkEmail(' mia@example.org ')).toBeUndefined();
    expect(checkName(' ')).toBe('Name is required');
    expect(checkName('x'.repeat(81))).toBe('Name can have at most 80 characters');
    expect(checkName('Mia')).toBeUndefined();
    expect(errorsOf({ a: undefined, b: 'wrong' })).toEqual({ b: 'wrong' });
  });

  it('takes passwords from 8 characters to 72 bytes', () => {
    expect(checkPassword('1234567')).toBe('Use at least 8 characters');
    expect(checkPassword('12345678')).toBeUndefined();
    expect(checkPassword('x'.repeat(72))).toBeUndefined();
    expect(checkPassword('x'.repeat(73))).toBe('Use at most 72 characters; accents and emoji count as more than one');
    expect(checkPassword('ä'.repeat(37))).toBe('Use at most 72 characters; accents and emoji count as more than one');
  });
});
