/** Where the server's client keeps the session; session.test.ts holds the two names together. */
export const SESSION_KEY = 'rockon-session';
