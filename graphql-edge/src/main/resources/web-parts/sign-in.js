// Signing in with a token that somebody was given.

import { byId, setText } from './dom.js';
import { keepToken, token } from './token.js';
import { words } from './words.js';

/** @param onChange told when another person has signed in, or out */
export function startTokens(onChange) {
  const dialog = byId('token-dialog');
  const show = () => setText(byId('sign-in'), token() ? words.signedIn : words.signIn);
  const finish = (text) => {
    keepToken(text);
    byId('token').value = '';
    dialog.close();
    show();
    onChange();
  };
  byId('sign-in').addEventListener('click', () => {
    byId('token-forget').hidden = !token();
    dialog.showModal();
  });
  byId('token-cancel').addEventListener('click', () => dialog.close());
  byId('token-forget').addEventListener('click', () => finish(''));
  byId('token-form').addEventListener('submit', (event) => {
    event.preventDefault();
    finish(byId('token').value);
  });
  show();
}
