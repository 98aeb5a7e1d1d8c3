/**
 * The shell: JShell in this process, its snippets run with the project active and with models'
 * fields that remember.
 */
@NullMarked
package dev.tule.mtv.commands.shell;

import org.jspecify.annotations.NullMarked;
