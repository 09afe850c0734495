/** The app's backend: commands over Tauri's IPC. The only file that knows of Tauri. */
import { Channel, invoke } from '@tauri-apps/api/core';
import { getCurrentWindow } from '@tauri-apps/api/window';

import type { Backend } from './backend';
import type {
  CheckStep,
  CloneStep,
  ConnectionCheck,
  HistoryStep,
  LibraryEvent,
  PublishStep,
  SettingsView,
} from './types';

function channel<Step>(onStep: (step: Step) => void): Channel<Step> {
  const steps = new Channel<Step>();
  steps.onmessage = onStep;
  return steps;
}

/** What is told to this window, or to all. Gives back the function that ends the listening. */
function told<Payload>(name: string, handler: (payload: Payload) => void): () => void {
  const listening = getCurrentWindow().listen<Payload>(name, (event) => handler(event.payload));
  return () => void listening.then((end) => end());
}

export const tauri: Backend = {
  app: () => invoke('app'),
  wanted: () => invoke('wanted'),
  startBlog: (blog) => invoke('start_blog', { blog }),
  chooseFolder: (title) => invoke('choose_folder', { title }),
  openLibrary: (path, initialise) => invoke('open_library', { path, initialise }),
  allowFolder: (path) => invoke('allow_folder', { path }),
  cloneLibrary: (url, folder, onStep) =>
    invoke('clone_library', { url, folder, onStep: channel<CloneStep>(onStep) }),
  cancelClone: () => invoke('cancel_clone'),
  closeLibrary: () => invoke('close_library'),
  overview: () => invoke('overview'),
  posts: (query) => invoke('posts', { query }),
  newPost: (title) => invoke('new_post', { title }),
  postOffers: (path) => invoke('post_offers', { path }),
  renamePlan: (path, name) => invoke('rename_plan', { path, name }),
  renamePost: (path, name, lead) => invoke('rename_post', { path, name, lead }),
  duplicatePost: (path) => invoke('duplicate_post', { path }),
  movePost: (path, collection) => invoke('move_post', { path, collection }),
  deletePost: (path) => invoke('delete_post', { path }),
  undo: (id) => invoke('undo', { id }),
  showInFolder: (path) => invoke('show_in_folder', { path }),
  openHelp: (guide, section) => invoke('open_help', { guide, section }),
  remembered: (of) => invoke('remembered', { of }),
  remember: (of, text) => invoke('remember', { of, text }),
  newWindow: (path) => invoke('new_window', { path }),
  setMenu: (menus) => invoke('set_menu', { menus }),
  closeWindow: (ready) => invoke('close_window', { ready }),
  bringIn: (name, bytes) => invoke('bring_in', bytes, { headers: { name: encodeURIComponent(name) } }),
  openPost: (path) => invoke('open_post', { path }),
  closePost: (post) => invoke('close_post', { post }),
  editBody: (post, seq, changes) => invoke('edit_body', { post, seq, changes }),
  replaceBody: (post, seq, text) => invoke('replace_body', { post, seq, text }),
  editField: (post, edit) => invoke('edit_field', { post, edit }),
  editHead: (post, text) => invoke('edit_head', { post, text }),
  headForm: (post, opened) => invoke('head_form', { post, opened }),
  fieldUses: () => invoke('field_uses'),
  checkPost: (post) => invoke('check_post', { post }),
  checkLibrary: (onStep) => invoke('check_library', { onStep: channel<CheckStep>(onStep) }),
  cancelCheck: () => invoke('cancel_check'),
  problemFixes: (place) => invoke('problem_fixes', { place }),
  fixProblem: (place, way) => invoke('fix_problem', { place, way }),
  tagRows: () => invoke('tag_rows'),
  tagPlan: (order) => invoke('tag_plan', { order }),
  changeTags: (order) => invoke('change_tags', { order }),
  postsPlan: (order) => invoke('posts_plan', { order }),
  changePosts: (order) => invoke('change_posts', { order }),
  notTheSame: (tags) => invoke('not_the_same', { tags }),
  addPicture: (post, name, bytes) =>
    invoke('add_picture', bytes, {
      headers: { post: encodeURIComponent(post), name: encodeURIComponent(name) },
    }),
  pasteUntold: (post) => invoke('paste_untold', { post }),
  choosePictures: (post, title) => invoke('choose_pictures', { post, title }),
  shrinkPicture: (path, longest) => invoke('shrink_picture', { path, longest }),
  linkTo: (post, to) => invoke('link_to', { post, to }),
  savePost: (post) => invoke('save_post', { post }),
  meeting: (path) => invoke('meeting', { path }),
  settle: (path, stamp, choices) => invoke('settle', { path, stamp, choices }),
  postHistory: (path, limit, onStep) =>
    invoke('post_history', { path, limit, onStep: channel<HistoryStep>(onStep) }),
  deletedPosts: (onStep) => invoke('deleted_posts', { onStep: channel<HistoryStep>(onStep) }),
  cancelHistory: () => invoke('cancel_history'),
  versionChange: (path, version) => invoke('version_change', { path, version }),
  restoreVersion: (path, version) => invoke('restore_version', { path, version }),
  paragraphBack: (post, version, block) => invoke('paragraph_back', { post, version, block }),
  preview: (post) => invoke('preview', { post }),
  previewChange: (post, since, seq) => invoke('preview_change', { post, since, seq }),
  previewStyle: () => invoke('preview_style'),
  frontPreview: (post) => invoke('front_preview', { post }),
  pictureFault: (address) => invoke('picture_fault', { address }),
  themeSamples: () => invoke('theme_samples'),
  truePreview: (post, shown) => invoke('true_preview', { post, shown }),
  startTruePreview: (agreed) => invoke('start_true_preview', { agreed }),
  stopTruePreview: () => invoke('stop_true_preview'),
  recoveries: () => invoke('recoveries'),
  recover: (id, putBack) => invoke('recover', { id, putBack }),
  publishPlan: (paths) => invoke('publish_plan', { paths }),
  publish: (order, onStep) => invoke('publish', { order, onStep: channel<PublishStep>(onStep) }),
  cancelPublish: () => invoke('cancel_publish'),
  unpublish: (path, onStep) => invoke('unpublish', { path, onStep: channel<PublishStep>(onStep) }),
  setIdentity: (identity) => invoke('set_identity', { identity }),
  sync: (onStep) => invoke('sync', { onStep: channel<CloneStep>(onStep) }),
  cancelSync: () => invoke('cancel_sync'),
  testConnection: (onCheck) => invoke('test_connection', { onCheck: channel<ConnectionCheck>(onCheck) }),
  cancelConnection: () => invoke('cancel_connection'),
  undoPublish: (version) => invoke('undo_publish', { version }),
  sendForReview: (order, onStep) =>
    invoke('send_for_review', { order, onStep: channel<PublishStep>(onStep) }),
  branches: () => invoke('branches'),
  switchBranch: (name, create) => invoke('switch_branch', { name, create }),
  removeLock: () => invoke('remove_lock'),
  trustRepository: () => invoke('trust_repository'),
  answerQuestion: (id, answer) => invoke('answer_question', { id, answer }),
  settings: () => invoke('settings'),
  changeSetting: (change) => invoke('change_setting', { change }),
  editSettings: () => invoke('edit_settings'),
  onSettings: (listen) => told<SettingsView>('settings', listen),
  openExternal: (url) => invoke('open_external', { url }),
  onEvent: (handler) => told<LibraryEvent>('library', handler),
};
