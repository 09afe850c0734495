hexo.extend.generator.register('posts', (site) => ({
  path: 'posts.txt',
  data: site.posts.map((post) => '/' + post.path.replace(/^\//, '')).join('\n'),
}));
