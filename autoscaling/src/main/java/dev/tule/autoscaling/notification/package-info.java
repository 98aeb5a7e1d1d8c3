/**
 * Notifications of what becomes of a group's machines. They are rows beside the change that they
 * tell of, and are published after it; a server that stops in between publishes them when it comes
 * back.
 */
@NullMarked
package dev.tule.autoscaling.notification;

import org.jspecify.annotations.NullMarked;
