/** What the window asks while a server is spoken to: who asks, what leaves this computer, and who keeps it. */
import type { About, SignInWhy } from '$backend/types';

/** What one hidden field asks for. */
interface Hidden {
  title: string;
  label: string;
  button: string;
  /** Why it was asked again. */
  fault: string;
  /** Why the button cannot be pressed yet. */
  waits: string;
  /** How the eye names what it shows. */
  what: string;
}

const hidden: Record<'passphrase' | 'pin' | 'password', Hidden> = {
  passphrase: {
    title: 'Unlock your key',
    label: 'Passphrase',
    button: 'Unlock',
    fault: 'This does not open the key. Nothing was sent.',
    waits: 'Waits for the passphrase',
    what: 'passphrase',
  },
  pin: {
    title: 'Enter the PIN of your key',
    label: 'PIN',
    button: 'Unlock',
    fault: 'The key does not take this PIN. Nothing was sent.',
    waits: 'Waits for the PIN',
    what: 'PIN',
  },
  password: {
    title: 'The server asks for a password',
    label: 'Answer',
    button: 'Sign in',
    fault: 'The server did not take this.',
    waits: 'Waits for the answer',
    what: 'answer',
  },
};

export const asking = {
  hidden,
  show: (what: string) => `Show ${what}`,
  hide: (what: string) => `Hide ${what}`,
  passphraseSays: (key: string) =>
    `The key ${key} has a passphrase. It is used on this computer only; the server never sees it.`,
  pinSays: (key: string) =>
    `The key ${key} wants its PIN. It is used on this computer only; the server never sees it.`,

  /** Where there is a keyring. */
  keep: 'Keep it in the system’s keyring.',
  keepOrForget: 'Keep it in the system’s keyring. Otherwise Galley forgets it when you quit.',
  forgets: 'Galley forgets it when you quit.',
  helperKeeps: 'Kept by your password helper',

  touch: {
    title: 'Touch your key',
    says: (key: string) => `The key ${key} waits for your touch. It goes on by itself.`,
  },

  hostKey: {
    title: 'A server that this computer has not met',
    says: (host: string) =>
      `Compare this fingerprint with the one that whoever runs ${host} publishes. If it is the same, this computer knows the server from now on.`,
    key: (kind: string) => `${kind} key`,
    stop: 'Stop here',
    right: 'It is the right one',
  },

  signIn: {
    title: (server: string, why: SignInWhy) => {
      if (why === 'stale') return 'Your token is not taken any more';
      return why === 'token' ? 'This server wants a token' : `Sign in to ${server}`;
    },
    /** `atHome`: a library is open. A blog that is just being copied has no version that could wait. */
    says: (
      { server, why, helper }: Extract<About, { kind: 'signIn' }>,
      canKeep: boolean,
      atHome: boolean,
    ): string | undefined => {
      switch (why) {
        case 'stale': {
          const old = `${server} knows it, but takes nothing with it: it is too old, or was withdrawn.`;
          return atHome ? `${old} Your version is saved here and waits.` : old;
        }
        case 'token':
          return `${server} takes no password from programs. Make a token that may write, and paste it.`;
        case 'missing':
          if (helper) return 'Your password helper has nothing for this server.';
          if (canKeep) return 'The system’s keyring has nothing for this server.';
          return `${server} wants a name, and a token or a password.`;
        case 'wrong':
          return undefined;
      }
    },
    name: 'Name',
    secret: { missing: 'Token or password', wrong: 'Token or password', stale: 'New token', token: 'Token' },
    what: { missing: 'token or password', wrong: 'token or password', stale: 'token', token: 'token' },
    paste: 'Paste it here',
    fault: (server: string) => `${server} does not take this name and password.`,
    makeToken: 'Make a token',
    secure: 'Goes to this server only, over TLS.',
    open: 'Goes over the network as it is: this address has no TLS (http://).',
    button: 'Sign in',
  },
};
