/**
 * Processes and files of the host, as engines need them: detached processes that are known again by
 * later processes of ours, an unprivileged user to run them, copies of directories.
 */
@NullMarked
package dev.tule.engines.process;

import org.jspecify.annotations.NullMarked;
