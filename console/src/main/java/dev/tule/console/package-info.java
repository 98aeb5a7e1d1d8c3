/**
 * The console, the first application of {@code mtv}: the page a person looks at, with live readings
 * by WAMP beside what is stored of them. Its template and files are in the resources; {@code /api/}
 * answers what the page asks about the store, through the AWS SDK's own client interfaces.
 *
 * <p>Threads: none of its own; handlers are safe for use by many.
 */
@NullMarked
package dev.tule.console;

import org.jspecify.annotations.NullMarked;
