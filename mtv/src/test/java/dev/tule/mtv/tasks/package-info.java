@NullMarked
package dev.tule.mtv.tasks;

import org.jspecify.annotations.NullMarked;
