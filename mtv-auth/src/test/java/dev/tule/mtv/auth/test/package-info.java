@NullMarked
package dev.tule.mtv.auth.test;

import org.jspecify.annotations.NullMarked;
