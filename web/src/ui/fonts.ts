/**
 * The family is 'Noto Sans JP Variable' and stands behind an installed 'Noto Sans JP' in --sans,
 * so a machine that has the font fetches none of the 124 files.
 */
import '@fontsource-variable/noto-sans-jp/index.css'
