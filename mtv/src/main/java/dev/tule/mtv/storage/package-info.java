/**
 * Files that people send, kept: under names that the site chooses, served in a way that harms
 * nobody. Blocking; called on the thread of the request.
 */
@NullMarked
package dev.tule.mtv.storage;

import org.jspecify.annotations.NullMarked;
