/**
 * What {@code tule} understands: one class for each subcommand, their options, and the reference of
 * all of them that {@code tule help} prints and {@code docs/reference.md} holds.
 *
 * <p>Exit codes: 0 done; 1 failed; 2 wrong usage or configuration, said in one sentence with its
 * remedy; 3 from {@code status} where no server runs.
 */
@NullMarked
package dev.tule.server.command;

import org.jspecify.annotations.NullMarked;
