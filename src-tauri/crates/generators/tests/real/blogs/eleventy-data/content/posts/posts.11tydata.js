export default {
  permalink: (data) => `/p/${data.page.fileSlug}/`,
};
