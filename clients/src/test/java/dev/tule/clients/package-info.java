/**
 * Runs the server as its users do, as a process, and against it the programs they have: AWS's SDKs
 * and CLI, boto 2 and 3, s3cmd, rclone, autobahn. What those programs need is installed by {@code
 * scripts/setup-tests.sh}; a test whose program is missing fails.
 */
@NullMarked
package dev.tule.clients;

import org.jspecify.annotations.NullMarked;
