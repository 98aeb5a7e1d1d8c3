@NullMarked
package dev.tule.mtv.staticfiles;

import org.jspecify.annotations.NullMarked;
