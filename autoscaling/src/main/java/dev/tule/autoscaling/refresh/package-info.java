/**
 * Instance refreshes: all machines of a group are replaced, some at a time, by such as the group
 * launches now. Also how a group comes to a larger type of machine.
 */
@NullMarked
package dev.tule.autoscaling.refresh;

import org.jspecify.annotations.NullMarked;
