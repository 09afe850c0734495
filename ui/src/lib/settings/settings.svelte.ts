/** The settings of this computer: the one place in the window that has them. */
import { asError, type Backend } from '$backend/backend';
import { FIRST, isSame, settingOf, withSetting } from '$backend/settings';
import type { ErrorView, SettingChange, Settings, SettingsView, SettingValue } from '$backend/types';
import { chooseKeys } from '$words/keys';

const NOTHING: SettingsView = { settings: FIRST, file: '', faults: [], dictionaries: [] };

export class SettingsStore {
  /** Why the last change was refused. */
  failure = $state.raw<ErrorView | null>(null);
  /** As the file has them, as far as was told. */
  #told = $state.raw(NOTHING);
  #all = $state.raw(FIRST);
  /** Those on their way to the file, in their order. They count already. */
  #changes: readonly SettingChange[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #backend: Backend | null = null;

  get all(): Settings {
    return this.#all;
  }

  /** Where they stand, and what of that could not be used. */
  get view(): SettingsView {
    return this.#told;
  }

  /** From now on they are those of this backend. Gives back the function that ends it. */
  begin(backend: Backend, view: SettingsView): () => void {
    this.reset();
    this.#backend = backend;
    this.#show(view);
    return backend.onSettings((told) => {
      if (backend === this.#backend) this.#show(told);
    });
  }

  /** What a setting is now, by its name in the file. */
  value(name: string): SettingValue | undefined {
    return settingOf(this.#all, name);
  }

  isFirst(name: string): boolean {
    return isSame(this.value(name), settingOf(FIRST, name));
  }

  /**
   * Changes a setting; without a value it is as at first. It counts at once, and no more when it is refused; then this is
   * false and `failure` says why.
   */
  change(name: string, value?: SettingValue): Promise<boolean> {
    const change: SettingChange = { name, ...(value !== undefined && { value }) };
    this.#changes = [...this.#changes, change];
    this.#show(this.#told);
    // One after the other: of two for the same setting the second one counts.
    const done = this.#last.then(() => this.#write(change));
    this.#last = done;
    return done;
  }

  async #write(change: SettingChange): Promise<boolean> {
    const backend = this.#backend;
    let told = this.#told;
    let failure: ErrorView | null = null;
    try {
      if (backend) told = await backend.changeSetting(change);
      else
        told = { ...told, settings: withSetting(told.settings, change.name, change.value) ?? told.settings };
    } catch (thrown) {
      failure = asError(thrown);
      // Others may have been told of meanwhile.
      told = this.#told;
    }
    // Another backend knows nothing of it.
    if (backend !== this.#backend) return failure === null;
    this.#changes = this.#changes.filter((one) => one !== change);
    this.failure = failure;
    this.#show(told);
    return failure === null;
  }

  /** Opens the file in the system's editor. */
  async edit(): Promise<void> {
    try {
      await this.#backend?.editSettings();
      this.failure = null;
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  /** All as at first, and no file. */
  reset(): void {
    this.#backend = null;
    this.#changes = [];
    this.#last = Promise.resolve();
    this.failure = null;
    this.#show(NOTHING);
  }

  #show(told: SettingsView): void {
    this.#told = told;
    this.#all = this.#changes.reduce(
      (all, { name, value }) => withSetting(all, name, value) ?? all,
      told.settings,
    );
    chooseKeys(this.#all.keys);
  }
}

/** One for the window. */
export const settings = new SettingsStore();
