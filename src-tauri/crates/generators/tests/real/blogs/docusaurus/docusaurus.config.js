export default {
  title: 'Night shift',
  url: 'https://night.example',
  baseUrl: '/',
  plugins: ['@docusaurus/plugin-content-blog', '@docusaurus/plugin-content-pages'],
  themes: ['@docusaurus/theme-classic'],
};
