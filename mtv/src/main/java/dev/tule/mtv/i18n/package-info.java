/** Translations after gettext: message catalogues (.po), plural forms, the visitor's language. */
@NullMarked
package dev.tule.mtv.i18n;

import org.jspecify.annotations.NullMarked;
