@NullMarked
package dev.tule.mtv.forms;

import org.jspecify.annotations.NullMarked;
