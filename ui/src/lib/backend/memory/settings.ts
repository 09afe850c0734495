/** The settings of the in-memory library: a file that is none, and an editor that somebody else sits at. */
import type { Backend } from '../backend';
import { FIRST, withSetting } from '../settings';
import type { SettingsView } from '../types';
import { refuse } from './views';

/** What the rest of the world does to it. */
export interface SettingsPlayer {
  /** The file is changed by an editor, or by another window. */
  settingsOutside: (part: Partial<SettingsView>) => void;
}

type Verbs = Pick<Backend, 'settings' | 'changeSetting' | 'editSettings' | 'onSettings'>;

export function settingsOf(
  heard: (command: string, ...args: unknown[]) => Promise<void>,
  given: Partial<SettingsView> = {},
): { verbs: Verbs & SettingsPlayer; view: () => SettingsView } {
  const listeners = new Set<(view: SettingsView) => void>();
  let view: SettingsView = {
    settings: FIRST,
    file: '~/.config/galley/settings.toml',
    faults: [],
    dictionaries: ['de_DE', 'en_GB', 'en_US'],
    ...given,
  };
  const put = (part: Partial<SettingsView>) => {
    view = { ...view, ...part };
    listeners.forEach((listen) => listen(view));
    return view;
  };
  const verbs: Verbs & SettingsPlayer = {
    settingsOutside: (part) => void put(part),
    async settings() {
      await heard('settings');
      return view;
    },
    async changeSetting(change) {
      await heard('changeSetting', change);
      const settings = withSetting(view.settings, change.name, change.value);
      if (!settings) throw refuse('settings.unknown', `There is no setting “${change.name}”.`);
      return put({ settings });
    },
    async editSettings() {
      await heard('editSettings');
    },
    onSettings(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
  return { verbs, view: () => view };
}
