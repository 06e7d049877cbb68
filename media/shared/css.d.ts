/** Style sheets are collected by the bundler; they export nothing. */
declare module '*.css';
