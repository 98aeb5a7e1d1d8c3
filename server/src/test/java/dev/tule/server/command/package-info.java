/** Tests of the command, of the server as a process, and of the house's architecture. */
@NullMarked
package dev.tule.server.command;

import org.jspecify.annotations.NullMarked;
