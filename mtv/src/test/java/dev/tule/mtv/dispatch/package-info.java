@NullMarked
package dev.tule.mtv.dispatch;

import org.jspecify.annotations.NullMarked;
