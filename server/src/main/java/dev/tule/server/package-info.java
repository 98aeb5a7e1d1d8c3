/**
 * The {@code tule} command: {@link dev.tule.server.Main} names its subcommands. What they do is in
 * {@code command}, the running server in {@code cloud}, and how a command talks to a server that
 * runs already in {@code control}.
 */
@NullMarked
package dev.tule.server;

import org.jspecify.annotations.NullMarked;
