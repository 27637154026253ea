import { type ComponentChild, h } from 'preact';
import { keepToken } from './session.js';

/** What a header can hold. */
const TOKEN = '\\s*[!-\\x7e]+\\s*';

interface SignInProps {
  /** Why the last token was not enough. */
  problem: string;
  onToken(): void;
}

/** Asks for the token of an operator. */
export function SignIn({ problem, onToken }: SignInProps): ComponentChild {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    keepToken(String(form.get('token')).trim());
    onToken();
  };
  return h('main', { class: 'sign-in' }, [
    h('h1', null, 'Operations'),
    h('form', { onSubmit: submit }, [
      h('label', null, [
        'Token of an operator',
        h('input', { name: 'token', type: 'password', required: true, pattern: TOKEN, autocomplete: 'off' }),
      ]),
      h('button', { type: 'submit' }, 'Show'),
    ]),
    h('p', { role: 'alert', class: problem === '' ? '' : 'notice bad' }, problem),
    h('p', { class: 'remark' }, 'It stays in this tab and is gone when you close it.'),
  ]);
}
