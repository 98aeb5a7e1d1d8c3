/**
 * The way out to a client: a bounded queue for each ({@link dev.tule.wamp.router.delivery.Outbox}),
 * and who drains it when. Any thread adds; nothing here waits.
 */
@NullMarked
package dev.tule.wamp.router.delivery;

import org.jspecify.annotations.NullMarked;
