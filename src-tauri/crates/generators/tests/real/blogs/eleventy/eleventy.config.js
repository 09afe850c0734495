export default function (config) {
  config.addPreprocessor("drafts", "*", (data) => {
    if (data.draft) {
      return false;
    }
  });
  config.addCollection("listed", (api) => api.getFilteredByTag("posts"));
  return {
    dir: {
      input: "content",
      includes: "../_includes",
      output: "_site",
    },
  };
}
