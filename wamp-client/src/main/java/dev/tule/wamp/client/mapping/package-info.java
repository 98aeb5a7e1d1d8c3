/**
 * Makes payloads of records and other Java values, and values of payloads. Knows nothing of
 * sessions; no threads. What it learns of a record's class is kept with that class.
 */
@NullMarked
package dev.tule.wamp.client.mapping;

import org.jspecify.annotations.NullMarked;
