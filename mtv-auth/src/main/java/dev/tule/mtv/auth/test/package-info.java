/** For tests of pages that need somebody logged in. */
@NullMarked
package dev.tule.mtv.auth.test;

import org.jspecify.annotations.NullMarked;
