@NullMarked
package dev.tule.mtv.i18n;

import org.jspecify.annotations.NullMarked;
